using Cleak.Analysis;
using Cleak.Findings;

namespace Cleak.Rules;

/// <summary>Static objects that a handler shares with what it interrupts, and that a signal can find half done: part of <see cref="UnsafeSignalHandler"/>.</summary>
internal static class HandlerObjectNotes
{
    public static IEnumerable<Finding> Of(RuleDescriptor rule, ProgramFacts program, FunctionFacts function, SignalHandler[] registrations)
    {
        if (program.Objects is not { } objects)
        {
            yield break;
        }

        // One of each object, by the write where there is one. What is touched where an error ends the process is left half done for nobody.
        SignalHandler[] interrupting = [.. registrations.Where(handler => !SignalHandlers.IsCrash(handler.Signal))];
        IEnumerable<UnsafeCall> accesses = function.UnsafeCalls.Where(call => call is { IsObject: true, IsInChild: false, IsDying: false })
            .OrderByDescending(call => call.Kind).ThenBy(call => call.Span);
        var told = new HashSet<(int Variable, string Name)>();
        var findings = new List<Finding>();
        foreach (UnsafeCall access in accesses)
        {
            if (!told.Contains((access.Object.Variable, access.Callee)) && SignalHandlers.Reaching(access, interrupting) is { } registration && objects.Beside(function.Function.Id, access) is { } other)
            {
                told.Add((access.Object.Variable, access.Callee));
                findings.Add(Note(rule, program, function, access, registration, other));
            }
        }

        foreach (Finding finding in findings.OrderBy(finding => finding.Location))
        {
            yield return finding;
        }
    }

    private static Finding Note(RuleDescriptor rule, ProgramFacts program, FunctionFacts function, UnsafeCall access, SignalHandler registration, ObjectUse other)
    {
        string handler = function.Function.Name, beside = program.Functions[other.Function].Function.Name;
        string does = access.Kind == UnsafeKind.ObjectWrite ? "writes" : "reads";
        TraceStep use = other.Step(beside);
        string whose = other.IsInHandler ? $"which another handler, '{beside}', [uses](2)" : $"which '{beside}' [uses](2)";
        return new Finding(rule, access.Span, $"'{handler}', a [signal handler](1), {does} '{access.Callee}', {whose} and which is neither 'volatile sig_atomic_t' nor atomic. {Advice(access)}")
        {
            Function = handler,
            Level = Level.Note,
            CodeFlow = Flows.Of([
                registration.Step,
                use,
                TraceStep.Here(access.Span, handler, $"'{handler}' runs whenever the signal comes", FlowStepKinds.Signal),
                access.Step with { Kinds = access.Step.Kinds | FlowStepKinds.Defect }]),
            RelatedLocations = [new RelatedLocation(1, registration.Step.Span, "registered here"), new RelatedLocation(2, other.Span, use.Text)],
            FingerprintParts = ["sig-atomic", access.Callee],
        };
    }

    /// <summary>A variable or field that an int has room for can be made such a one; for others only a flag helps.</summary>
    private static string Advice(UnsafeCall access) =>
        access.Object is { Offset: >= 0, Size: > 0 and <= 4 }
            ? "Declare it so."
            : "Set a flag of that type, and do it where the program waits for events; or block the signal while it is used.";
}
