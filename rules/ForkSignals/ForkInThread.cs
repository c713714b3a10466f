using Cleak.Analysis;
using Cleak.Findings;

namespace Cleak.Rules;

/// <summary>Notes forks on threads whose child does not exec.</summary>
public sealed class ForkInThread() : FunctionRule(Rule)
{
    private static readonly RuleDescriptor Rule = new()
    {
        Id = "CK2005",
        Name = "ForkInThread",
        Title = "Fork on a thread without exec",
        ShortDescription = "A thread forks, and the child goes on with that thread alone instead of an exec.",
        Explanation = """
            The child of `fork` has the thread that forked and no other: workers of a pool, timers and loggers are gone, with whatever they
            were about to do. A child that execs needs none of them. A child that goes on as a part of the program may wait for work that
            nobody does.

            ## Example

            ```c
            static void *worker(void *jobs)
            {
                …
                if (fork() == 0)
                    run_job(job);                     /* the other workers are not there */
                …
            }
            ```

            ## What to do

            Let the child exec at once, or start it by `posix_spawn`; or fork before the first thread is created, and keep a child that forks
            on demand.

            ## What is not reported

            Children that try an exec on some path, and those that call only what is async-signal-safe and end.
            """,
        DefaultLevel = Level.Note,
        Precision = Precision.High,
        Cwe = [833],
        Tags = ["concurrency", "fork"],
        Since = "0.1",
    };

    protected override IEnumerable<Finding> Check(FunctionFacts function, ProgramFacts program)
    {
        int id = function.Function.Id;
        if (function.Forks.IsEmpty || !program.Presence.RunsOnThread(id))
        {
            yield break;
        }

        bool isEntry = program.Presence.IsEntry(id);
        foreach (ForkSite fork in function.Forks)
        {
            if (!fork.Execs && (fork.IsUnsafe || (fork.ChildReturns && isEntry)))
            {
                var step = TraceStep.Here(fork.Span, function.Function.Name, $"'{fork.Callee}' makes a child of this thread alone", FlowStepKinds.Fork | FlowStepKinds.Defect);
                yield return new Finding(Rule, fork.Span, $"'{fork.Callee}' is called on a thread, and the child goes on without an exec: it has this thread alone.")
                {
                    Function = function.Function.Name,
                    CodeFlow = Flows.Of(program.Presence.Before(id), [step]),
                    FingerprintParts = [fork.Callee],
                };
            }
        }
    }
}
