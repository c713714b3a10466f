using Cleak.Analysis;
using Cleak.Findings;

namespace Cleak.Rules;

/// <summary>Reports locks that are held on one return of a function and given back on another.</summary>
public sealed class LockNotReleased() : FunctionRule(Rule)
{
    private static readonly RuleDescriptor Rule = new()
    {
        Id = "CK5005",
        Name = "LockNotReleased",
        Title = "Lock is still held at a return",
        ShortDescription = "A function returns with a lock that it took, though it gives the lock back on another path.",
        Explanation = """
            A mutex, read-write lock or spin lock is taken; one path through the function gives it back, another returns without. The
            next thread that wants the lock waits for ever, and so does this one when it comes again.

            ## Example

            ```c
            int put(struct queue *queue, struct job *job)
            {
                pthread_mutex_lock(&queue->lock);
                if (queue->closed)
                    return -1;                 /* the lock stays */
                append(queue, job);
                pthread_mutex_unlock(&queue->lock);
                return 0;
            }
            ```

            ## What to do

            Unlock on every path, most simply by one exit label, or lock in a small function around one that does the work.

            ## What is not reported

            Functions that return with the lock on each path that took it; those whose result tells whether they hold it: 0 or a pointer for
            held, an error number or `NULL` for not; those that note it in memory that others see, or leave there the function that gives it back; locks of local variables; a lock that is taken twice, as recursive ones are.
            """,
        DefaultLevel = Level.Error,
        Precision = Precision.Medium,
        Cwe = [667, 764],
        Cert = ["POS51-C"],
        Tags = ["concurrency", "locks"],
        Since = "0.1",
    };

    protected override IEnumerable<Finding> Check(FunctionFacts function, ProgramFacts program) =>
        from defect in function.Defects
        where defect.Kind == DefectKind.LockHeldAtReturn
        select Flows.Finding(Rule, defect, program, Message(defect)) with
        {
            RelatedLocations = Flows.Related(defect.Related, "released here"),
        };

    private static string Message(Defect defect)
    {
        string subject = defect.Subject.Length > 0 ? $"'{defect.Subject}'" : "A lock";
        return defect.Related.IsNone
            ? $"{subject} locked by '{defect.Callee}' is still locked at a return."
            : $"{subject} locked by '{defect.Callee}' is [released](1) on one path, but still locked at a return of another.";
    }
}
