namespace Cleak.Findings;

/// <summary>Rules about the same matter. The first digit of a rule's id names its family.</summary>
public sealed record RuleFamily(char Digit, string Title)
{
    private static readonly RuleFamily[] Known =
    [
        new('1', "Threads"),
        new('2', "fork and signals"),
        new('3', "Allocation and realloc"),
        new('4', "Lifetime"),
        new('5', "Other resources"),
        new('9', "The tool itself"),
    ];

    public static RuleFamily Of(RuleDescriptor rule) =>
        Array.Find(Known, family => family.Digit == rule.Id[2])
        ?? throw new ArgumentException($"{rule.Id} belongs to no family of rules.", nameof(rule));
}
