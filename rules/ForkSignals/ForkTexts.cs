using Cleak.Analysis;
using Cleak.Findings;

namespace Cleak.Rules;

/// <summary>What the rules about forked children and signal handlers say in common.</summary>
internal static class ForkTexts
{
    /// <summary>What can be done about a call in a child, by what the child goes on to.</summary>
    public static string Advice(Defect defect, FunctionFacts function)
    {
        bool execs = function.Forks.Any(fork => fork.Span == defect.Related && fork.Execs);
        return execs ? "Do it before the fork, or start the program by 'posix_spawn'." : "Do it before the fork, or let the child exec at once.";
    }

    /// <summary>A function is called in the child, or leads to what is called there.</summary>
    public static string InChild(UnsafeCall call, string verb) =>
        call.Called == call.Callee || call.Callee.Length == 0
            ? $"'{call.Called}' {verb} in the child of [fork](1)"
            : $"'{call.Called}' {verb} by '{call.Callee}' in the child of [fork](1)";

    /// <summary>The C library of the profile, by name.</summary>
    public static string NameOf(LibcProfile libc) => libc == LibcProfile.Glibc ? "glibc" : "musl";

    public static string Year(SafetyProfile profile) => profile.Edition == PosixEdition.Posix2024 ? "POSIX.1-2024" : "POSIX.1-2017";

    /// <summary>The innermost step of a trail.</summary>
    public static TraceStep Innermost(TraceStep step)
    {
        while (!step.Inner.IsEmpty)
        {
            step = step.Inner[^1];
        }

        return step;
    }

    /// <summary>Puts <c>_exit</c> where <c>exit</c> is called by name.</summary>
    public static Fix? ExitFix(Cleak.Ir.SourceSpan call, string called, string macro) =>
        called == "exit" && macro.Length == 0
            ? new Fix("Call '_exit', which leaves streams and exit handlers to the parent.", [new Replacement(call with { EndColumn = call.Column + called.Length }, "_exit")])
            : null;
}
