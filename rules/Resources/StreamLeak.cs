using Cleak.Analysis;
using Cleak.Findings;

namespace Cleak.Rules;

/// <summary>Reports streams and directories that nothing names any more and nobody closed.</summary>
public sealed class StreamLeak() : FunctionRule(Rule)
{
    private static readonly RuleDescriptor Rule = new()
    {
        Id = "CK5002",
        Name = "StreamLeak",
        Title = "Stream or directory is never closed",
        ShortDescription = "The last pointer to an open stream or directory goes away before it is closed.",
        Explanation = """
            A `FILE` or `DIR` is opened, and on some path the last pointer to it goes away before `fclose`, `pclose` or `closedir`. With it
            go a descriptor and its buffer, and what stands in the buffer may never be written; after `popen` also a child process that
            nobody waits for.

            ## Example

            ```c
            int count_lines(const char *path)
            {
                FILE *file = fopen(path, "r");
                char *line = malloc(4096);
                if (file == NULL || line == NULL)
                    return -1;                 /* file is lost where only malloc failed */
                ...
            }
            ```

            ## What to do

            Close the stream on every path that does not hand it on. Test what was opened before the next thing is acquired, and undo in
            reverse order.

            ## What is not reported

            Streams that are still open when `main` returns or the process exits; those that are returned, stored where others find
            them, or handed to a function that is not seen.
            """,
        DefaultLevel = Level.Warning,
        Precision = Precision.Medium,
        Cwe = [775, 772],
        Cert = ["FIO42-C"],
        Tags = ["resources", "leak"],
        Since = "0.1",
    };

    protected override IEnumerable<Finding> Check(FunctionFacts function, ProgramFacts program) =>
        from defect in function.Defects
        where defect is { Kind: DefectKind.Lost, Resource: ResourceKind.Stream or ResourceKind.Directory }
        select Flows.Finding(Rule, defect, program, Message(defect));

    private static string Message(Defect defect)
    {
        string what = defect.Resource == ResourceKind.Directory ? "directory" : "stream";
        return defect.Subject.Length > 0
            ? $"The {what} '{defect.Subject}' opened by '{defect.Callee}' is never closed."
            : $"The {what} opened by '{defect.Callee}' is never closed.";
    }
}
