using Cleak.Analysis;
using Cleak.Findings;

namespace Cleak.Rules;

/// <summary>Reports blocks that a thread leaves as its result while nobody takes it.</summary>
public sealed class ThreadResultLost() : FunctionRule(Rule)
{
    private static readonly RuleDescriptor Rule = new()
    {
        Id = "CK1003",
        Name = "ThreadResultLost",
        Title = "The block that a thread returns is never collected",
        ShortDescription = "A thread returns allocated memory, or passes it to pthread_exit, and nobody gets it: it is detached, or its joiner takes no result.",
        Explanation = """
            What a start routine returns, or what a thread passes to `pthread_exit`, reaches whoever joins the thread and nobody else. A
            detached thread has no joiner, and `pthread_join(thread, NULL)` throws the result away: if it is a block on the heap, and
            the thread kept no other pointer to it, it is lost.

            ## Example

            ```c
            static void *count_words(void *path)
            {
                long *count = malloc(sizeof *count);
                *count = count_in(path);
                return count;                  /* nobody ever gets it */
            }

            pthread_create(&thread, NULL, count_words, path);
            pthread_join(thread, NULL);        /* the result is thrown away */
            ```

            ## What to do

            Take the result with the second argument of `pthread_join` and release it; or return nothing, and leave the outcome in a record
            that its creator owns.

            ## What is not reported

            Threads of which no join is seen (UnjoinedThread speaks of them); results that something else still names; start routines of
            which one joiner at least takes the result of the thread in question.
            """,
        DefaultLevel = Level.Warning,
        Precision = Precision.High,
        Cwe = [401],
        Cert = ["MEM31-C"],
        Tags = ["memory", "leak", "concurrency"],
        Since = "0.2",
    };

    protected override IEnumerable<Finding> Check(FunctionFacts function, ProgramFacts program)
    {
        foreach (Defect defect in function.Defects)
        {
            if (defect is not { Kind: DefectKind.LeftAsResult or DefectKind.LeftAtThreadEnd, Resource: ResourceKind.Heap })
            {
                continue;
            }

            IEnumerable<ThreadRun> runs = defect.Kind == DefectKind.LeftAsResult ? program.Threads.RunsFrom(defect.Function) : program.Threads.RunsOf(defect.Function);
            foreach (ThreadRun run in runs)
            {
                ThreadEnd? join = null;
                if (run.IsDetached || (join = JoinWithoutResult(run, program)) is not null)
                {
                    yield return Found(defect, run, join, program);
                    break;
                }
            }
        }
    }

    /// <summary>A join of the thread, if it is joined and no join of it takes the result; else null.</summary>
    private static ThreadEnd? JoinWithoutResult(ThreadRun run, ProgramFacts program)
    {
        ThreadEnd? first = null;
        foreach (ThreadEnd end in program.Threads.EndsOf(run.Creation))
        {
            if (end.TakesResult || end.Kind is ThreadEndKind.Detach or ThreadEndKind.SelfDetach)
            {
                return null;
            }

            first ??= end;
        }

        return first;
    }

    private static Finding Found(Defect defect, ThreadRun run, ThreadEnd? join, ProgramFacts program)
    {
        string routine = program.Program.Functions[run.Entry].Name;
        string what = defect.Subject.Length > 0 ? $"'{defect.Subject}'" : $"The block allocated by '{defect.Callee}'";
        string why = join is null ? "which is detached: nobody gets it" : $"and '{join.Callee}' takes no result";
        IEnumerable<TraceStep> after = join is null ? [] : [TraceStep.Here(join.Span, program.Program.Functions[join.Function].Name, $"'{join.Callee}' throws the result away", FlowStepKinds.Join | FlowStepKinds.Lost)];
        return new Finding(Rule, defect.Primary, $"{what} is the result of thread '{routine}', {why}.")
        {
            Function = program.Program.Functions[defect.Function].Name,
            CodeFlow = Flows.Of(run.Steps, Flows.On(run, program, defect.Trace), after),
            RelatedLocations = Flows.Related(defect.Related, "allocated here"),
            FingerprintParts = defect.Subject.Length > 0 ? [defect.Subject] : [defect.Callee],
        };
    }
}
