using Cleak.Analysis;
using Cleak.Findings;

namespace Cleak.Rules;

/// <summary>Reports reads and writes of released memory, and released pointers that are passed on to be used.</summary>
public sealed class UseAfterFree() : FunctionRule(Rule)
{
    private static readonly RuleDescriptor Rule = new()
    {
        Id = "CK4002",
        Name = "UseAfterFree",
        Title = "Memory is used after it was released",
        ShortDescription = "Memory is read, written or passed on after it was released.",
        Explanation = """
            After its release a block belongs to the allocator again: the next allocation may hand it to somebody else. Reading it
            gives whatever stands there by then, writing it destroys another's data, and an attacker who can choose what comes in
            between controls the program.

            ## Example

            ```c
            void close_all(struct connection *head)
            {
                for (struct connection *c = head; c != NULL; c = c->next)   /* c was released */
                    free(c);
            }
            ```

            ## What to do

            Read what is still needed before the release. Set the pointer to `NULL` afterwards where it stays in reach, and let one
            owner alone release.

            ## What is not reported

            Uses on paths where it cannot be seen that the pointer is the one that was released: through aliases made outside of the
            functions that are seen.
            """,
        DefaultLevel = Level.Error,
        Precision = Precision.Low,
        Cwe = [416],
        Cert = ["MEM30-C"],
        Tags = ["memory", "security"],
        Since = "0.1",
        SecuritySeverity = 8.1,
    };

    protected override IEnumerable<Finding> Check(FunctionFacts function, ProgramFacts program) =>
        from defect in function.Defects
        where defect is { Kind: DefectKind.UseAfterRelease, Resource: ResourceKind.Heap or ResourceKind.Other }
        select Flows.Finding(Rule, defect, program, Message(defect)) with
        {
            RelatedLocations = Flows.Related(defect.Related, "released here"),
        };

    private static string Message(Defect defect) =>
        $"{(defect.Subject.Length > 0 ? $"'{defect.Subject}'" : "Memory")} is used after it was [released](1) by '{defect.Callee}'.";
}
