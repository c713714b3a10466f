using Cleak.Analysis;
using Cleak.Findings;

namespace Cleak.Rules;

/// <summary>Reports allocations that are smaller than what the block is then used for.</summary>
public sealed class AllocationTooSmall() : FunctionRule(Rule)
{
    private static readonly RuleDescriptor Rule = new()
    {
        Id = "CK3004",
        Name = "AllocationTooSmall",
        Title = "A block is too small for what it is used for",
        ShortDescription = "The size asked for is that of a pointer, of another type, or lacks the terminator, and the block is used beyond it.",
        Explanation = """
            The size given to the allocator is not the size of what the block is then used for: `sizeof p` where `sizeof *p` was meant,
            the size of another record, a string's length without its terminating zero, a number of elements without their size, an
            argument vector without its last `NULL`. The write that follows goes beyond the block.

            ## Example

            ```c
            char *copy = malloc(strlen(name));
            if (copy != NULL)
                strcpy(copy, name);            /* the zero goes behind the block */
            ```

            ## What to do

            Take the size from the pointer that the block goes to, `malloc(n * sizeof *p)`; use `strdup` for copies of strings.

            ## What is not reported

            Blocks that are too small but never used beyond what was asked for on a path that is followed.
            """,
        DefaultLevel = Level.Error,
        Precision = Precision.Medium,
        Cwe = [131, 467, 787],
        Cert = ["MEM35-C", "STR31-C"],
        Tags = ["memory", "security"],
        Since = "0.1",
        SecuritySeverity = 7.8,
    };

    protected override IEnumerable<Finding> Check(FunctionFacts function, ProgramFacts program) =>
        from defect in function.Defects
        where defect.Kind == DefectKind.AllocatedTooSmall
        select Flows.Finding(Rule, defect, program, Message(defect)) with
        {
            RelatedLocations = Flows.Related(defect.Related, "used beyond its end here"),
        };

    private static string Message(Defect defect) =>
        $"The block {(defect.Subject.Length > 0 ? $"for '{defect.Subject}' " : "")}from '{defect.Callee}' is too small for its [use](1): {defect.Detail}.";
}
