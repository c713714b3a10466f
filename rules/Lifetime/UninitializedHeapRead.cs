using Cleak.Analysis;
using Cleak.Findings;

namespace Cleak.Rules;

/// <summary>Reports reads of heap bytes that nothing was written to.</summary>
public sealed class UninitializedHeapRead() : FunctionRule(Rule)
{
    private static readonly RuleDescriptor Rule = new()
    {
        Id = "CK4006",
        Name = "UninitializedHeapRead",
        Title = "Heap memory is read before it is written",
        ShortDescription = "A byte of a block from malloc, or of the part that realloc added, is read before anything was written to it.",
        Explanation = """
            `malloc` and the part that `realloc` adds hold whatever stood there before: on a fresh process often zeros, later anything.
            A pointer or a flag that is read from there sends the program somewhere else on each run, and what stood there before may
            have been a secret.

            ## Example

            ```c
            struct job *job = malloc(sizeof *job);
            if (job == NULL)
                return -1;
            job->id = id;
            if (job->next != NULL)             /* never set */
                job->next->previous = job;
            ```

            ## What to do

            Set all members where the block is made, most simply by `*job = (struct job){ .id = id }`, or take it from `calloc`.

            ## What is not reported

            Bytes that may have been written: by a loop that may not have turned on this path, at an index that is not known, by a
            function that is not seen. Copies of whole records, whose members may be set or not.
            """,
        DefaultLevel = Level.Warning,
        Precision = Precision.Medium,
        Cwe = [908, 457],
        Cert = ["EXP33-C"],
        Tags = ["memory", "security"],
        Since = "0.1",
        SecuritySeverity = 5.5,
    };

    protected override IEnumerable<Finding> Check(FunctionFacts function, ProgramFacts program) =>
        from defect in function.Defects
        where defect.Kind == DefectKind.UnwrittenRead
        select Flows.Finding(Rule, defect, program, Message(defect)) with
        {
            RelatedLocations = Flows.Related(defect.Related, "allocated here"),
        };

    private static string Message(Defect defect) =>
        $"{(defect.Subject.Length > 0 ? $"'{defect.Subject}'" : "Heap memory")} is read, but since its [allocation](1) by '{defect.Callee}' nothing was written to it.";
}
