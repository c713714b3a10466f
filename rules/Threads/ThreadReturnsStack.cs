using Cleak.Analysis;
using Cleak.Findings;

namespace Cleak.Rules;

/// <summary>Reports threads whose result is an address in their own stack.</summary>
public sealed class ThreadReturnsStack() : Rule(Text)
{
    private static readonly RuleDescriptor Text = new()
    {
        Id = "CK1006",
        Name = "ThreadReturnsStack",
        Title = "Result of a thread is an address in its own stack",
        ShortDescription = "A start routine returns the address of one of its own variables, or a thread ends with one by pthread_exit.",
        Explanation = """
            A thread's stack goes with the thread: it is unmapped, or the next thread runs on it. Who joins the thread gets an address of
            memory that is nobody's or somebody else's.

            ## Example

            ```c
            static void *count(void *path)
            {
                struct totals totals = { 0 };
                walk(path, &totals);
                return &totals;                /* gone before anybody can join */
            }
            ```

            ## What to do

            Let the creator give the thread a place for its result, as a member of its argument; or return allocated memory that the joiner
            frees, or the value itself where it fits a pointer.

            ## What is not reported

            The addresses of static and thread-local variables, which are no stack.
            """,
        DefaultLevel = Level.Error,
        Precision = Precision.VeryHigh,
        Cwe = [562],
        Cert = ["DCL30-C"],
        Tags = ["memory", "concurrency", "security"],
        Since = "0.1",
        SecuritySeverity = 6.5,
    };

    public override IEnumerable<Finding> Check(ProgramFacts program)
    {
        HashSet<int> routines = StartRoutines.Of(program);
        return from function in program.Functions
               from defect in function.Defects
               where defect.Kind == DefectKind.StackAddressAsResult || IsReturned(defect, routines)
               select Flows.Finding(Text, defect, program, Message(defect)) with { RelatedLocations = Flows.Related(defect.Related, "it ends with the thread") };
    }

    /// <summary>A start routine returns the address of its own variable: this rule's, and not also CK4008's.</summary>
    internal static bool IsReturned(Defect defect, HashSet<int> routines) =>
        defect is { Kind: DefectKind.StackAddressEscapes, Target.Length: 0 } && routines.Contains(defect.Function);

    private static string Message(Defect defect)
    {
        string subject = defect.Subject.Length > 0 ? $"['{defect.Subject}'](1)" : "[memory of the thread's stack](1)";
        return $"The result of the thread is the address of {subject}, which ends with the thread.";
    }
}
