using Cleak.Analysis;
using Cleak.Findings;

namespace Cleak.Rules;

/// <summary>Reports blocks handed to threads that neither the thread nor its creator releases.</summary>
public sealed class ThreadArgumentLeak() : FunctionRule(Rule)
{
    private static readonly RuleDescriptor Rule = new()
    {
        Id = "CK1004",
        Name = "ThreadArgumentLeak",
        Title = "What a thread is handed is never released",
        ShortDescription = "The heap argument of a new thread is released neither by the thread nor by its creator, above all where the creation fails.",
        Explanation = """
            A block that a thread is handed has one owner. Most often the thread releases it; then it must do so on each of its paths, and
            the creator must release it where the creation fails, for then there is no thread. Or the creator keeps it and releases it
            after the join. What neither does is lost with each thread.

            ## Example

            ```c
            struct job *job = malloc(sizeof *job);
            job->socket = socket;
            if (pthread_create(&thread, NULL, serve, job) != 0) {
                close(socket);
                return -1;                     /* job is lost: no thread will ever free it */
            }
            ```

            ## What to do

            Release the argument where the creation fails, and on every path of the thread.

            ## What is not reported

            Arguments that the thread keeps, or gives to functions that are not seen; start routines that are not known; threads that
            never end.
            """,
        DefaultLevel = Level.Warning,
        Precision = Precision.High,
        Cwe = [401],
        Cert = ["MEM31-C"],
        Tags = ["memory", "leak", "concurrency"],
        Since = "0.2",
    };

    protected override IEnumerable<Finding> Check(FunctionFacts function, ProgramFacts program) =>
        from defect in function.Defects
        where defect.Kind == DefectKind.ArgumentLost
        select Flows.Finding(Rule, defect, program, Message(defect));

    private static string Message(Defect defect)
    {
        string what = defect.Subject.Length > 0 ? $"'{defect.Subject}'" : $"The block allocated by '{defect.Acquirer}'";
        return defect.Detail.Length > 0
            ? $"{what} is not released where '{defect.Callee}' fails and no thread takes it."
            : $"{what} is released neither by the thread that '{defect.Callee}' hands it to nor by its creator.";
    }
}
