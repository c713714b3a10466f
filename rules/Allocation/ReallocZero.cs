using Cleak.Analysis;
using Cleak.Findings;

namespace Cleak.Rules;

/// <summary>Reports reallocs of a block to no bytes.</summary>
public sealed class ReallocZero() : FunctionRule(Rule)
{
    private static readonly RuleDescriptor Rule = new()
    {
        Id = "CK3003",
        Name = "ReallocZero",
        Title = "realloc to a size of zero",
        ShortDescription = "A block is reallocated to zero bytes, for which C libraries do different things.",
        Explanation = """
            Given a size of 0, one C library releases the block and returns `NULL`, another returns a block of no bytes, a third leaves the
            old one. A caller that takes `NULL` for a failure then releases the block a second time. C23 leaves the behaviour undefined: in
            units that are compiled as C23 this is an error.

            ## Example

            ```c
            if (list->length > 0)
                list->length--;
            items = realloc(list->items, list->length * sizeof *items);
            if (items == NULL)                 /* the last item is gone, or is there no memory? */
                return -1;
            ```

            ## What to do

            Release the block with `free` where nothing is to stay in it, or ask for one byte at least.

            ## What is not reported

            Sizes of which nothing on the path says that they are or can become 0.
            """,
        DefaultLevel = Level.Warning,
        Precision = Precision.High,
        Cwe = [758, 415],
        Cert = ["MEM04-C"],
        Tags = ["memory", "portability"],
        Since = "0.1",
    };

    protected override IEnumerable<Finding> Check(FunctionFacts function, ProgramFacts program) =>
        from defect in function.Defects
        where defect.Kind == DefectKind.ReallocToZero
        select Flows.Finding(Rule, defect, program, Message(defect)) with
        {
            Level = function.Function.Unit.IsC23 ? Level.Error : Rule.DefaultLevel,
        };

    private static string Message(Defect defect) =>
        $"'{defect.Callee}' is given a size that {(defect.Target.Length > 0 ? "can be" : "is")} 0 here: whether the block is released then is up to the C library.";
}
