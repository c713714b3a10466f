using System.Collections.Immutable;
using Cleak.Analysis;
using Cleak.Findings;

namespace Cleak.Rules;

/// <summary>Reports heap memory that is lost on a path of a detached thread.</summary>
public sealed class DetachedThreadLeak() : FunctionRule(Rule)
{
    private static readonly RuleDescriptor Rule = new()
    {
        Id = "CK1001",
        Name = "DetachedThreadLeak",
        Title = "Memory is lost on a detached thread",
        ShortDescription = "Memory allocated on a path of a detached thread is never released, and nobody can collect it.",
        Explanation = """
            Nobody waits for a detached thread and nobody gets its result: what it allocates it must release itself, on every path,
            also where it ends early by a return or by `pthread_exit` somewhere below. Servers detach a thread for each connection or
            job; a block lost in each of them is a leak at the rate of the traffic.

            ## Example

            ```c
            static void *serve(void *argument)
            {
                pthread_detach(pthread_self());
                char *line = malloc(4096);
                if (line == NULL || read_line(argument, line) < 0)
                    return NULL;               /* line is lost with the thread */
                answer(argument, line);
                free(line);
                return NULL;
            }
            ```

            ## What to do

            Release on every path out of the thread; where functions below may call `pthread_exit`, register the release with
            `pthread_cleanup_push`. Where the result matters to somebody, don't detach: join.

            ## What is not reported

            Memory that is handed on, to a queue or a global; paths on which the whole process ends; what cleanup handlers release. What the
            thread returns or gives to `pthread_exit` is ThreadResultLost, what it was handed by its creator ThreadArgumentLeak. What only
            threads lose that somebody joins is MemoryLeak; where both kinds run the function, one finding names both.
            """,
        DefaultLevel = Level.Error,
        Precision = Precision.High,
        Cwe = [401],
        Cert = ["MEM31-C"],
        Tags = ["memory", "leak", "concurrency"],
        Since = "0.1",
    };

    protected override IEnumerable<Finding> Check(FunctionFacts function, ProgramFacts program) =>
        from defect in function.Defects
        where defect is { Kind: DefectKind.Lost, Resource: ResourceKind.Heap }
        let run = program.Threads.DetachedRunOf(defect.Function, defect.Primary)
        where run is not null
        select Flows.Finding(Rule, defect with { Trace = [.. Flows.On(run, program, defect.Trace)] }, program, Message(defect, program.Program.Functions[run.Entry].Name), run.Steps) with { RelatedLocations = Joinable(defect, program) };

    /// <summary>One that can be joined loses it in the same way: no second finding, but whoever asks which threads do is told.</summary>
    private static ImmutableArray<RelatedLocation> Joinable(Defect defect, ProgramFacts program) =>
        program.Threads.JoinableRunOf(defect.Function, defect.Primary) is { } run ? Flows.Related(run.Creation.Span, $"the joinable thread '{program.Program.Functions[run.Entry].Name}' loses it as well") : [];

    private static string Message(Defect defect, string thread) =>
        $"Memory allocated {(defect.Subject.Length > 0 ? $"for '{defect.Subject}' " : "")}by '{defect.Callee}' is never released on the detached thread '{thread}'.";
}
