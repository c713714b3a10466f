using Cleak.Analysis;
using Cleak.Findings;

namespace Cleak.Rules;

/// <summary>Reports addresses of automatic variables that are given to threads which can outlive them.</summary>
public sealed class StackAddressToThread() : FunctionRule(Rule)
{
    private static readonly RuleDescriptor Rule = new()
    {
        Id = "CK1005",
        Name = "StackAddressToThread",
        Title = "Thread is given the address of a variable that ends before it",
        ShortDescription = "The address of an automatic variable is given to a thread that is neither joined nor heard of before the variable's scope ends.",
        Explanation = """
            A thread starts when the scheduler lets it. A variable of the creating function, or of the loop's body, is gone by then more often
            than a test shows: the thread reads what the next call or the next turn has written there, and what it writes lands in
            somebody else's variables.

            ## Example

            ```c
            void serve(int listener)
            {
                for (;;) {
                    int client = accept(listener, NULL, NULL);
                    pthread_t thread;
                    pthread_create(&thread, &detached, answer, &client);
                }                              /* client ends here, and the next one has its place */
            }
            ```

            ## What to do

            Give the thread a block of its own that it frees, or the value itself where it fits a pointer. Or let the creator wait until the
            thread has taken what it needs: by a join, a semaphore, a condition variable with its predicate, a barrier.

            ## What is not reported

            Variables behind whose creation the path joins the thread or waits for something another thread does, in any way, or calls what is
            not seen; a thread whose start routine never looks at its argument; variables of `main`, which end with the process
            (CK1011 notes them).
            """,
        DefaultLevel = Level.Error,
        Precision = Precision.High,
        Cwe = [562, 416],
        Cert = ["CON34-C", "DCL30-C"],
        Tags = ["memory", "concurrency", "security"],
        Since = "0.1",
        SecuritySeverity = 7.5,
    };

    protected override IEnumerable<Finding> Check(FunctionFacts function, ProgramFacts program) =>
        from defect in function.Defects
        where defect.Kind == DefectKind.LentAddressEnds && !IsShared(defect, function)
        select Flows.Finding(Rule, defect, program, Message(defect)) with { RelatedLocations = Flows.Related(defect.Related, "declared here") };

    /// <summary>The same threads share the variable, which is said by CK1010.</summary>
    private static bool IsShared(Defect defect, FunctionFacts function) =>
        function.Defects.Any(other => other.Kind == DefectKind.ArgumentShared && other.Primary == defect.Primary);

    private static string Message(Defect defect)
    {
        string subject = defect.Subject.Length > 0 ? $"['{defect.Subject}'](1)" : "[memory of the function's stack](1)";
        string thread = defect.Target.Length > 0 ? $"the {(defect.Detail.Length > 0 ? defect.Detail + " " : "")}thread '{defect.Target}'" : $"a {(defect.Detail.Length > 0 ? defect.Detail + " " : "")}thread";
        return $"The address of {subject} is given to {thread}, which may still use it after it has ended.";
    }
}
