using Cleak.Analysis;
using Cleak.Findings;

namespace Cleak.Rules;

/// <summary>Reports sizes that are unchecked products of numbers from outside.</summary>
public sealed class AllocationSizeOverflow() : FunctionRule(Rule)
{
    private static readonly RuleDescriptor Rule = new()
    {
        Id = "CK3005",
        Name = "AllocationSizeOverflow",
        Title = "Size of an allocation may wrap",
        ShortDescription = "The size of a block is a product of numbers from outside the program, and nothing asks whether it fits its type.",
        Explanation = """
            A product that is too large for its type wraps, and the block is far smaller than what its elements need. Where the factors come
            from a file, a socket or the command line, whoever writes them chooses by how much the program then writes beyond it. The rule
            is off unless it is asked for with `--enable CK3005`.

            ## Example

            ```c
            uint32_t width = read_u32(in), height = read_u32(in);
            unsigned char *pixels = malloc(width * height * 4);    /* 65536 * 65536 is 0 */
            ```

            ## What to do

            Compare the factors with a limit that makes sense for them, give them to `calloc` or `reallocarray`, which ask themselves, or
            multiply with `__builtin_mul_overflow`.

            ## What is not reported

            Products of a factor that was compared with anything; products that fit whatever the factors are, as that of an `int` with the
            size of an element; sums; sizes that come from other places than the calls that the rule knows: conversions of text, `read`,
            `recv`, `fread`, `scanf` and their likes, byte order, and functions of the program that hand on what these give.
            """,
        DefaultLevel = Level.Note,
        Precision = Precision.Medium,
        Cwe = [680, 190],
        Cert = ["INT30-C", "MEM35-C"],
        Tags = ["memory", "security"],
        Since = "0.1",
        EnabledByDefault = false,
    };

    protected override IEnumerable<Finding> Check(FunctionFacts function, ProgramFacts program) =>
        from defect in function.Defects
        where defect.Kind == DefectKind.SizeMayWrap
        select Flows.Finding(Rule, defect, program, $"'{defect.Callee}' is asked for a product of what '{defect.Acquirer}' [brings](1) from outside; where it does not fit its type, the block is too small.") with
        {
            RelatedLocations = Flows.Related(defect.Related, "from outside"),
        };
}
