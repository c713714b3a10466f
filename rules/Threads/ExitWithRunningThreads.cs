using Cleak.Analysis;
using Cleak.Findings;

namespace Cleak.Rules;

/// <summary>Notes where main ends the process under threads that may still use what main owns.</summary>
public sealed class ExitWithRunningThreads() : FunctionRule(Rule)
{
    private static readonly RuleDescriptor Rule = new()
    {
        Id = "CK1011",
        Name = "ExitWithRunningThreads",
        Title = "Process ends under threads that use what main owns",
        ShortDescription = "main returns, or calls exit, while a thread that was given the address of one of its variables may still run.",
        Explanation = """
            When `main` returns, `exit` runs handlers and flushes streams while all other threads go on until the kernel ends them. A thread that
            was given a variable of `main` goes on reading and writing it while the stack it stands in is used for something else; and
            whatever the thread was about to finish, it does not.

            ## Example

            ```c
            int main(void)
            {
                struct config config = read_config();
                pthread_t worker;
                pthread_create(&worker, NULL, work, &config);
                pthread_detach(worker);
                return run();                  /* the worker may be in the middle of anything */
            }
            ```

            ## What to do

            Join the threads, or tell them to end and wait until they have; or end the main thread alone by `pthread_exit`. What threads use for as
            long as the process lives is better static than a variable of `main`.

            ## What is not reported

            Threads that use nothing of `main`'s own; paths on which `main` waits for something that another thread does.
            """,
        DefaultLevel = Level.Note,
        Precision = Precision.Medium,
        Cwe = [404],
        Tags = ["concurrency"],
        Since = "0.1",
    };

    protected override IEnumerable<Finding> Check(FunctionFacts function, ProgramFacts program) =>
        from defect in function.Defects
        where defect.Kind == DefectKind.EndsUnderThreads
        select Flows.Finding(Rule, defect, program, Message(defect)) with { RelatedLocations = Flows.Related(defect.Related, "created here") };

    private static string Message(Defect defect)
    {
        string subject = defect.Subject.Length > 0 ? $"'{defect.Subject}'" : "memory of its stack";
        string thread = defect.Target.Length > 0 ? $"the [thread '{defect.Target}'](1)" : "a [thread](1)";
        return $"The process ends while {thread} may still use {subject} of main.";
    }
}
