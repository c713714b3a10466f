using Cleak.Analysis;
using Cleak.Findings;

namespace Cleak.Rules;

/// <summary>Reports the only pointer to a block overwritten by the result of its realloc.</summary>
public sealed class ReallocLosesBlock() : FunctionRule(Rule)
{
    private static readonly RuleDescriptor Rule = new()
    {
        Id = "CK3001",
        Name = "ReallocLosesBlock",
        Title = "Block lost when realloc fails",
        ShortDescription = "The only pointer to a block is overwritten by the result of its realloc, so that the block is lost when realloc fails.",
        Explanation = """
            When `realloc` fails it returns `NULL` and leaves the old block as it was. If its result goes straight over the only pointer
            to that block, nobody can release it or use its contents any more: out of memory, the program leaks some, and loses the
            data that it could have saved.

            ## Example

            ```c
            buffer->bytes = realloc(buffer->bytes, size);
            if (buffer->bytes == NULL)
                return -1;                     /* the old bytes are lost */
            ```

            ## What to do

            Keep the result in a variable of its own until it is known to be good.

            ```c
            char *bytes = realloc(buffer->bytes, size);
            if (bytes == NULL)
                return -1;                     /* buffer->bytes is still what it was */
            buffer->bytes = bytes;
            ```

            ## What is not reported

            Calls whose failure ends the process; blocks that another pointer still names.
            """,
        DefaultLevel = Level.Warning,
        Precision = Precision.High,
        Cwe = [401],
        Cert = ["MEM31-C"],
        Tags = ["memory", "leak"],
        Since = "0.1",
    };

    protected override IEnumerable<Finding> Check(FunctionFacts function, ProgramFacts program) =>
        from defect in function.Defects
        where defect.Kind == DefectKind.ReallocLost
        select Flows.Finding(Rule, defect, program, Message(defect));

    private static string Message(Defect defect) =>
        defect.Subject.Length > 0
            ? $"If '{defect.Callee}' fails, '{defect.Subject}' is overwritten by NULL and the block that it pointed to is lost."
            : $"If '{defect.Callee}' fails, its result replaces the only pointer to the old block, which is lost.";
}
