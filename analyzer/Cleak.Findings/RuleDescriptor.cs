using System.Collections.Immutable;

namespace Cleak.Findings;

/// <summary>All that is to be said about a rule. Its page, its terminal help and its SARIF metadata are made from this.</summary>
public sealed record RuleDescriptor
{
    /// <summary>Two capital letters and four digits, such as <c>CK3001</c>. Never given to another rule.</summary>
    public required string Id { get; init; }

    /// <summary>The defect in PascalCase, such as <c>ReallocLosesBlock</c>.</summary>
    public required string Name { get; init; }

    /// <summary>The headline, without a full stop: "Block lost when realloc fails".</summary>
    public required string Title { get; init; }

    /// <summary>One plain sentence with its full stop: what is wrong in the code that is reported.</summary>
    public required string ShortDescription { get; init; }

    /// <summary>
    /// Markdown: why it matters, an example, what to do, what is not reported. The first paragraph stands alone.
    /// Headings start at level 2.
    /// </summary>
    public required string Explanation { get; init; }

    public required Level DefaultLevel { get; init; }

    public required Precision Precision { get; init; }

    /// <summary>Numbers of the Common Weakness Enumeration, the best fit first.</summary>
    public ImmutableArray<int> Cwe { get; init; } = [];

    /// <summary>Rules and recommendations of the SEI CERT C standard, such as <c>MEM31-C</c>.</summary>
    public ImmutableArray<string> Cert { get; init; } = [];

    /// <summary>Lower-case words to filter by, such as <c>memory</c> or <c>concurrency</c>.</summary>
    public ImmutableArray<string> Tags { get; init; } = [];

    /// <summary>The first version of the tool that has the rule.</summary>
    public required string Since { get; init; }

    public bool EnabledByDefault { get; init; } = true;

    /// <summary>From above 0 to 10 as in CVSS for a rule about security; null for others.</summary>
    public double? SecuritySeverity { get; init; }
}
