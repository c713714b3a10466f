using Cleak.Analysis;
using Cleak.Findings;

namespace Cleak.Rules;

/// <summary>Reports writes that end behind the block or array they go to.</summary>
public sealed class HeapOverflow() : FunctionRule(Rule)
{
    private static readonly RuleDescriptor Rule = new()
    {
        Id = "CK4011",
        Name = "HeapOverflow",
        Title = "A write goes beyond the end of its object",
        ShortDescription = "More bytes are written into a block or array than it has.",
        Explanation = """
            Bytes behind the end of a block belong to the allocator or to another block, those behind an array to other variables or to
            the return address. Overwriting them breaks the program somewhere else, later; where the data come from outside, it is the
            way in for an attacker.

            ## Example

            ```c
            int *row = malloc(n * sizeof *row);
            if (row == NULL)
                return NULL;
            for (size_t i = 0; i <= n; i++)    /* the last turn writes row[n] */
                row[i] = 0;
            ```

            ## What to do

            Give functions that write the size of what they write to (`snprintf`, `fgets` with `sizeof`), compare with `<` and not `<=`,
            and keep a buffer's size beside its pointer.

            ## What is not reported

            Writes that may or may not fit, because their length comes from outside of what is seen: only what cannot fit is reported.
            Writes from one member of a record into the next. Reads. Where the allocation is at fault and not the write, it is
            AllocationTooSmall.
            """,
        DefaultLevel = Level.Error,
        Precision = Precision.Medium,
        Cwe = [787, 122, 121],
        Cert = ["ARR30-C", "STR31-C"],
        Tags = ["memory", "security"],
        Since = "0.1",
        SecuritySeverity = 8.8,
    };

    protected override IEnumerable<Finding> Check(FunctionFacts function, ProgramFacts program) =>
        from defect in function.Defects
        where defect.Kind == DefectKind.WrittenBeyond
        select Flows.Finding(Rule, defect, program, Message(defect)) with
        {
            RelatedLocations = Flows.Related(defect.Related, "allocated or declared here"),
        };

    private static string Message(Defect defect)
    {
        string subject = defect.Subject.Length > 0 ? $"'{defect.Subject}'" : "its object";
        string writer = defect.Callee.Length > 0 ? $"'{defect.Callee}' writes" : "Writes";
        string end = defect.Related.IsNone ? subject : $"[{subject}](1)";
        return $"{writer} beyond the end of {end}: {defect.Detail}.";
    }
}
