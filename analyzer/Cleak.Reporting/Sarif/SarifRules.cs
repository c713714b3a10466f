using System.Collections.Immutable;
using System.Globalization;
using Cleak.Findings;
using Cleak.Reporting.Rules;

namespace Cleak.Reporting.Sarif;

/// <summary>The rules as SARIF's reporting descriptors, with what code scanning wants to know of them.</summary>
internal sealed class SarifRules
{
    /// <summary>Code scanning takes no longer descriptions.</summary>
    private const int LongestDescription = 1024;

    private readonly ToolInfo tool;
    private readonly Dictionary<string, int> indices = new(StringComparer.Ordinal);

    public SarifRules(ToolInfo tool, IEnumerable<RuleDescriptor> rules)
    {
        this.tool = tool;
        ImmutableArray<RuleDescriptor> sorted = [.. rules.DistinctBy(rule => rule.Id).OrderBy(rule => rule.Id, StringComparer.Ordinal)];
        for (int i = 0; i < sorted.Length; i++)
            indices.Add(sorted[i].Id, i);
        All = [.. sorted.Select(Describe)];
    }

    public SarifRule[] All { get; }

    public int IndexOf(RuleDescriptor rule) => indices[rule.Id];

    private SarifRule Describe(RuleDescriptor rule)
    {
        ImmutableArray<MarkdownBlock> explanation = MarkdownBlock.Parse(rule.Explanation);
        return new SarifRule
        {
            Id = rule.Id,
            Name = rule.Name,
            ShortDescription = new SarifMultiformatMessage(Shorten(rule.ShortDescription)),
            FullDescription = new SarifMultiformatMessage(Shorten(FirstParagraph(explanation) ?? rule.ShortDescription)),
            Help = new SarifMultiformatMessage(MarkdownText.Plain(explanation), MarkdownText.WithAbsoluteLinks(rule.Explanation, tool.RulePages)),
            HelpUri = tool.PageOf(rule).AbsoluteUri,
            DefaultConfiguration = new SarifConfiguration(rule.EnabledByDefault ? null : false, LevelNames.Of(rule.DefaultLevel)),
            Properties = new SarifRuleProperties
            {
                Tags = TagsOf(rule),
                Precision = LevelNames.Of(rule.Precision),
                ProblemSeverity = rule.DefaultLevel == Level.Note ? "recommendation" : LevelNames.Of(rule.DefaultLevel),
                SecuritySeverity = rule.SecuritySeverity?.ToString("0.0", CultureInfo.InvariantCulture),
            },
        };
    }

    private static string? FirstParagraph(ImmutableArray<MarkdownBlock> blocks) =>
        blocks.FirstOrDefault(block => block.Kind == MarkdownKind.Paragraph) is { } paragraph
            ? MarkdownText.PlainInline(paragraph.Text)
            : null;

    /// <summary>Tags in the form that CodeQL has made the convention.</summary>
    private static string[] TagsOf(RuleDescriptor rule)
    {
        var tags = new List<string>(rule.Tags);
        if (rule.SecuritySeverity is not null)
            tags.Insert(0, "security");
        tags.AddRange(rule.Cwe.Select(cwe => string.Create(CultureInfo.InvariantCulture, $"external/cwe/cwe-{cwe:000}")));
        tags.AddRange(rule.Cert.Select(cert => $"external/cert/id/{cert.ToLowerInvariant()}"));
        return [.. tags.Distinct(StringComparer.Ordinal)];
    }

    private static string Shorten(string text) =>
        text.Length <= LongestDescription ? text : text[..(LongestDescription - 1)] + "…";
}
