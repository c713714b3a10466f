using Cleak.Analysis;
using Cleak.Findings;

namespace Cleak.Rules;

/// <summary>Reports threads that are all given the address of one variable that changes from one to the next.</summary>
public sealed class SharedLoopArgument() : FunctionRule(Rule)
{
    private static readonly RuleDescriptor Rule = new()
    {
        Id = "CK1010",
        Name = "SharedLoopArgument",
        Title = "Threads share one argument that changes from one to the next",
        ShortDescription = "Each thread of a loop is given the address of the same variable, which the loop changes while the threads before may still read it.",
        Explanation = """
            The threads do not get the value that the variable had when they were created, but the one it has when they look: two
            workers get the same number, or all get the last one, as the scheduler likes.

            ## Example

            ```c
            for (int i = 0; i < WORKERS; i++)
                pthread_create(&workers[i], NULL, work, &i);   /* i is another number when work reads it */
            ```

            ## What to do

            Give each thread a place of its own, such as an element of an array that lives until the threads are joined; or the value itself,
            as `(void *)(intptr_t)i`.

            ## What is not reported

            A loop that joins the thread, or waits for a sign of it, before it changes the variable; members of a shared record that the
            start routine does not read, or writes too, and records in functions that take locks.
            """,
        DefaultLevel = Level.Warning,
        Precision = Precision.High,
        Cwe = [362],
        Cert = ["CON43-C"],
        Tags = ["concurrency"],
        Since = "0.1",
    };

    protected override IEnumerable<Finding> Check(FunctionFacts function, ProgramFacts program) =>
        from defect in function.Defects
        where defect.Kind == DefectKind.ArgumentShared
        select Flows.Finding(Rule, defect, program, $"Several threads are given the address of '{defect.Subject}', which is [changed](1) while they may read it.") with
        {
            RelatedLocations = Flows.Related(defect.Related, "changed here"),
        };
}
