using Cleak.Analysis;
using Cleak.Findings;

namespace Cleak.Rules;

/// <summary>Reports uses of a block through the address that it had before its realloc.</summary>
public sealed class StaleAfterRealloc() : FunctionRule(Rule)
{
    private static readonly RuleDescriptor Rule = new()
    {
        Id = "CK3002",
        Name = "StaleAfterRealloc",
        Title = "Old address used after realloc",
        ShortDescription = "A block is used through a pointer that was taken before a realloc which may have moved it.",
        Explanation = """
            When `realloc` succeeds the old block is gone, whether it moved or not: every other pointer to it or into it must be taken
            anew. It often works all the same, because small blocks tend to stay where they are, and fails on the day that one moves.

            ## Example

            ```c
            struct entry *first = &table->entries[0];
            if (table_grow(table) < 0)         /* calls realloc for table->entries */
                return -1;
            first->count++;                    /* still the old block */
            ```

            ## What to do

            Keep an index instead of a pointer, or take the pointer again behind every call that may grow the block.

            ## What is not reported

            Uses where realloc failed, which leaves the old block as it was; pointers that were moved by the distance between the two
            blocks; uses on a path that found both addresses equal. A second release of the old block is DoubleFree.
            """,
        DefaultLevel = Level.Error,
        Precision = Precision.Medium,
        Cwe = [416, 825],
        Cert = ["MEM30-C", "ARR30-C"],
        Tags = ["memory", "security"],
        Since = "0.1",
        SecuritySeverity = 8.1,
    };

    protected override IEnumerable<Finding> Check(FunctionFacts function, ProgramFacts program) =>
        from defect in function.Defects
        where defect.Kind == DefectKind.UseAfterMove
        select Flows.Finding(Rule, defect, program, Message(defect)) with { RelatedLocations = Flows.Related(defect.Related, "the block may move here") };

    private static string Message(Defect defect) =>
        $"{(defect.Subject.Length > 0 ? $"'{defect.Subject}'" : "A pointer")} is used, but '{defect.Callee}' may have [moved](1) the block that it points into.";
}
