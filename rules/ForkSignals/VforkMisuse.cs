using Cleak.Analysis;
using Cleak.Findings;

namespace Cleak.Rules;

/// <summary>Reports what the child of vfork does beyond exec and _exit.</summary>
public sealed class VforkMisuse() : FunctionRule(Rule)
{
    private static readonly RuleDescriptor Rule = new()
    {
        Id = "CK2008",
        Name = "VforkMisuse",
        Title = "Child of vfork does more than exec and _exit",
        ShortDescription = "After vfork the child writes to its parent's memory, returns from the function, or calls other functions than exec and _exit.",
        Explanation = """
            The child of `vfork` runs in the memory and on the stack of its parent, which stands still until the child calls an exec function or
            `_exit`. POSIX.1-2001 leaves undefined all else: a change of any variable but the one that holds the result of `vfork`, a return
            from the function, a call of any other function. POSIX.1-2008 took `vfork` out.

            ## Example

            ```c
            pid_t child = vfork();
            if (child == 0) {
                status = STARTED;                     /* the parent's variable */
                if (execv(path, argv) < 0)
                    return -1;                        /* on the parent's stack */
            }
            ```

            ## What to do

            Use `posix_spawn`. Or let the child call exec and `_exit` alone.

            ## Levels

            An error for writes, returns and calls of what is not async-signal-safe; a note for calls of async-signal-safe functions, as `dup2` and
            `close`, which Linux tolerates and POSIX does not.

            ## What is not reported

            Variables that are declared on the child's path; functions that only compute.
            """,
        DefaultLevel = Level.Error,
        Precision = Precision.High,
        Cwe = [242, 758],
        Cert = ["POS33-C"],
        Tags = ["fork"],
        Since = "0.1",
    };

    protected override IEnumerable<Finding> Check(FunctionFacts function, ProgramFacts program)
    {
        foreach (Defect defect in function.Defects)
        {
            if (defect.Kind != DefectKind.VforkMisuse)
            {
                continue;
            }

            string what = defect.Detail switch
            {
                "writes" => defect.Subject.Length > 0 ? $"writes '{defect.Subject}', which is its parent's" : "writes to its parent's memory",
                "returns" => "returns, on the stack of its parent",
                "calls" => $"calls '{defect.Subject}', which is not async-signal-safe",
                _ => $"calls '{defect.Subject}', which POSIX does not allow there",
            };
            yield return Flows.Finding(Rule, defect, program, $"The child of [{defect.Callee}](1) {what}. Use 'posix_spawn', or let it call exec and '_exit' alone.") with
            {
                Level = defect.Detail == "calls what is safe" ? Level.Note : Level.Error,
                RelatedLocations = Flows.Related(defect.Related, "forked here"),
            };
        }
    }
}
