using Cleak.Analysis;
using Cleak.Findings;

namespace Cleak.Rules;

/// <summary>Reports memory that is released twice on one path.</summary>
public sealed class DoubleFree() : FunctionRule(Rule)
{
    private static readonly RuleDescriptor Rule = new()
    {
        Id = "CK4003",
        Name = "DoubleFree",
        Title = "Memory is released twice",
        ShortDescription = "A block that was released already is released again on the same path.",
        Explanation = """
            The second release corrupts the allocator's bookkeeping, or frees a block that somebody else was given in between. Both
            end in crashes far away from their cause, and both can be exploited.

            ## Example

            ```c
            int store(char *key)
            {
                if (insert(key) < 0) {
                    free(key);
                    goto fail;
                }
                return 0;
            fail:
                free(key);                     /* released already */
                return -1;
            }
            ```

            ## What to do

            Give each block one owner that releases it. Where two paths meet at a common clean-up, set the pointer to `NULL` after an
            earlier release: `free(NULL)` does nothing.

            ## What is not reported

            Releases through two pointers of which it cannot be seen that they are equal.
            """,
        DefaultLevel = Level.Error,
        Precision = Precision.Low,
        Cwe = [415],
        Cert = ["MEM30-C"],
        Tags = ["memory", "security"],
        Since = "0.1",
        SecuritySeverity = 8.1,
    };

    protected override IEnumerable<Finding> Check(FunctionFacts function, ProgramFacts program) =>
        from defect in function.Defects
        where defect is { Kind: DefectKind.DoubleRelease, Resource: ResourceKind.Heap or ResourceKind.Other }
        select Flows.Finding(Rule, defect, program, Message(defect)) with
        {
            RelatedLocations = Flows.Related(defect.Related, "released here first"),
        };

    private static string Message(Defect defect) =>
        $"{(defect.Subject.Length > 0 ? $"'{defect.Subject}'" : "Memory")} is released by '{defect.Callee}', but it was [released](1) before.";
}
