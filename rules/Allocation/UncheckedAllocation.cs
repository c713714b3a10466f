using Cleak.Analysis;
using Cleak.Findings;

namespace Cleak.Rules;

/// <summary>Reports blocks that are used although nothing asked whether there is one.</summary>
public sealed class UncheckedAllocation() : FunctionRule(Rule)
{
    private static readonly RuleDescriptor Rule = new()
    {
        Id = "CK3006",
        Name = "UncheckedAllocation",
        Title = "Result of an allocation is used without a test",
        ShortDescription = "What an allocator returned is used on a path that never asks whether it is NULL.",
        Explanation = """
            Where memory is short, or a size comes from outside, an allocator returns `NULL`, and the use ends the process; with a large
            offset it may also write somewhere else.

            ## Example

            ```c
            struct item *item = malloc(sizeof *item);
            item->key = key;
            ```

            ## What to do

            Test the result and leave the function in order, or allocate with a function that ends the process where there is no memory.

            ## What is not reported

            Results of functions that end the process themselves; blocks that are only passed on or released.
            """,
        DefaultLevel = Level.Note,
        Precision = Precision.High,
        Cwe = [690, 476],
        Cert = ["ERR33-C", "EXP34-C"],
        Tags = ["memory", "reliability"],
        Since = "0.1",
    };

    protected override IEnumerable<Finding> Check(FunctionFacts function, ProgramFacts program) =>
        from defect in function.Defects
        where defect.Kind == DefectKind.UncheckedUse
        select Flows.Finding(Rule, defect, program, Message(defect)) with { RelatedLocations = Flows.Related(defect.Related, "used here") };

    private static string Message(Defect defect) =>
        $"'{defect.Callee}' may return NULL, but {(defect.Subject.Length > 0 ? $"'{defect.Subject}'" : "its result")} is [used](1) without a test.";
}
