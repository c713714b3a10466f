using Cleak.Analysis;
using Cleak.Findings;

namespace Cleak.Rules;

/// <summary>Reports forks under a lock that the child takes again or keeps.</summary>
public sealed class ForkWithLockHeld() : FunctionRule(Rule)
{
    private static readonly RuleDescriptor Rule = new()
    {
        Id = "CK2007",
        Name = "ForkWithLockHeld",
        Title = "Fork while a lock is held",
        ShortDescription = "A process with threads forks while the forking thread holds a lock, and the child takes it again or goes on with it locked.",
        Explanation = """
            The child of `fork` has a copy of every lock as it stood. A lock that the forking thread holds is held in the child, too: by its
            only thread. If the child takes it again, it waits for itself; if it goes on without giving it back, whoever needs the lock next
            waits for ever.

            ## Example

            ```c
            pthread_mutex_lock(&table_lock);
            pid_t child = fork();
            if (child == 0)
                serve(table);                         /* takes table_lock, and hangs */
            pthread_mutex_unlock(&table_lock);
            ```

            ## What to do

            Give the lock back before the fork, or in the child before anything else. Or take it in the prepare handler of
            `pthread_atfork` and give it back in the parent's and the child's.

            ## What is not reported

            Programs that create no thread; children that give the lock back; children that exec or end at once.
            """,
        DefaultLevel = Level.Warning,
        Precision = Precision.High,
        Cwe = [667, 833],
        Tags = ["concurrency", "fork"],
        Since = "0.1",
    };

    protected override IEnumerable<Finding> Check(FunctionFacts function, ProgramFacts program)
    {
        foreach (Defect defect in function.Defects)
        {
            if (defect.Kind == DefectKind.LockHeldAtFork && program.Presence.At(defect) != ThreadsThen.None)
            {
                string what = defect.Subject.Length > 0 ? $"the lock '{defect.Subject}'" : "a lock";
                string then = defect.Detail == "again" ? "the child takes it again: it waits for ever" : "the child goes on with it locked";
                yield return Flows.Finding(Rule, defect, program, $"'{defect.Callee}' forks while {what} is held, and {then}. Give it back before the fork, or first of all in the child.", program.Presence.Before(defect));
            }
        }
    }
}
