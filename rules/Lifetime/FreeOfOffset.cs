using Cleak.Analysis;
using Cleak.Findings;

namespace Cleak.Rules;

/// <summary>Reports releases of an address inside a block.</summary>
public sealed class FreeOfOffset() : FunctionRule(Rule)
{
    private static readonly RuleDescriptor Rule = new()
    {
        Id = "CK4005",
        Name = "FreeOfOffset",
        Title = "Release of an address inside a block",
        ShortDescription = "A pointer that does not point to the beginning of its block is released.",
        Explanation = """
            An allocator knows its blocks by their first address. Given another one it takes the bytes before it for its own
            bookkeeping: the heap is corrupt from then on.

            ## Example

            ```c
            char *line = strdup(text);
            while (*line == ' ')
                line++;                        /* the beginning is gone */
            use(line);
            free(line);
            ```

            ## What to do

            Walk with a second pointer and keep the one that the allocator returned. To release a record by the address of one of its
            members, go back to the record first (`container_of`).

            ## What is not reported

            Pointers of which it is not known where in their block they point.
            """,
        DefaultLevel = Level.Error,
        Precision = Precision.Medium,
        Cwe = [761, 763],
        Cert = ["MEM34-C"],
        Tags = ["memory", "security"],
        Since = "0.1",
        SecuritySeverity = 7.5,
    };

    protected override IEnumerable<Finding> Check(FunctionFacts function, ProgramFacts program) =>
        from defect in function.Defects
        where defect.Kind == DefectKind.ReleaseInsideBlock
        select Flows.Finding(Rule, defect, program, Message(defect)) with { RelatedLocations = Flows.Related(defect.Related, "allocated here") };

    private static string Message(Defect defect)
    {
        string block = defect.Related.IsNone ? "its block" : "its [block](1)";
        string where = defect.Target.Length > 0 ? $"{defect.Target.TrimStart('-')} byte{(defect.Target.TrimStart('-') == "1" ? "" : "s")} {(defect.Target[0] == '-' ? "before" : "behind")} the beginning of {block}" : $"not to the beginning of {block}";
        return $"'{defect.Callee}' releases {(defect.Subject.Length > 0 ? $"'{defect.Subject}', which points" : "a pointer")} {where}.";
    }
}
