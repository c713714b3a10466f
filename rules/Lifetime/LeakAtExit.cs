using Cleak.Analysis;
using Cleak.Findings;

namespace Cleak.Rules;

/// <summary>Reports memory that main never releases before it returns.</summary>
public sealed class LeakAtExit() : FunctionRule(Rule)
{
    private static readonly RuleDescriptor Rule = new()
    {
        Id = "CK4010",
        Name = "LeakAtExit",
        Title = "Memory is still allocated when main returns",
        ShortDescription = "A block that main's own variables hold is not released when main returns.",
        Explanation = """
            The system takes all memory back when a process ends, so that nothing is lost. The rule is for programs that are to be clean
            under a leak checker, or whose `main` is to become a library's function. It is off unless it is asked for with
            `--enable CK4010`.

            ## Example

            ```c
            int main(void)
            {
                char *line = malloc(4096);
                if (line == NULL)
                    return 1;
                return run(line);              /* line is never released */
            }
            ```

            ## What to do

            Release the block before the `return`.

            ## What is not reported

            Blocks that variables of the program hold; paths that end in `exit`.
            """,
        DefaultLevel = Level.Note,
        Precision = Precision.Medium,
        Cwe = [401],
        Cert = ["MEM31-C"],
        Tags = ["memory", "leak"],
        Since = "0.1",
        EnabledByDefault = false,
    };

    protected override IEnumerable<Finding> Check(FunctionFacts function, ProgramFacts program) =>
        from defect in function.Defects
        where defect is { Kind: DefectKind.LostAtExit, Resource: ResourceKind.Heap }
        select Flows.Finding(Rule, defect, program, Message(defect));

    private static string Message(Defect defect) =>
        $"Memory allocated {(defect.Subject.Length > 0 ? $"for '{defect.Subject}' " : "")}by '{defect.Callee}' is still allocated when 'main' returns.";
}
