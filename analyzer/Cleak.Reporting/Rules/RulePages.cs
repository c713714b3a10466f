using System.Globalization;
using System.Text;
using Cleak.Findings;

namespace Cleak.Reporting.Rules;

/// <summary>The rule reference in Markdown: a page for each rule and their index.</summary>
public static class RulePages
{
    /// <summary>Name of a rule's page beside the index.</summary>
    public static string FileName(RuleDescriptor rule) => rule.Id + ".md";

    public static string Page(RuleDescriptor rule)
    {
        var page = new StringBuilder();
        page.Append(CultureInfo.InvariantCulture, $"# {rule.Id}: {rule.Name}\n\n");
        page.Append(CultureInfo.InvariantCulture, $"**{rule.Title}.** {rule.ShortDescription}\n\n");
        page.Append("| | |\n| --- | --- |\n");
        foreach ((string name, string value) in RuleFacts.Of(rule))
            page.Append(CultureInfo.InvariantCulture, $"| {name} | {(name == "CWE" ? CweLinks(rule) : value)} |\n");
        page.Append('\n');
        page.Append(rule.Explanation.ReplaceLineEndings("\n").Trim('\n'));
        page.Append("\n\n---\n\nWritten from the rule's descriptor. [All rules](README.md)\n");
        return page.ToString();
    }

    public static string Index(IEnumerable<RuleDescriptor> rules)
    {
        var page = new StringBuilder("# Rules\n");
        foreach (IGrouping<RuleFamily, RuleDescriptor> family in rules.OrderBy(rule => rule.Id, StringComparer.Ordinal).GroupBy(RuleFamily.Of))
        {
            page.Append(CultureInfo.InvariantCulture, $"\n## {family.Key.Title}\n\n");
            page.Append("| Rule | Name | Defect | Level | Precision |\n| --- | --- | --- | --- | --- |\n");
            foreach (RuleDescriptor rule in family)
            {
                string level = LevelNames.Of(rule.DefaultLevel) + (rule.EnabledByDefault ? "" : ", off");
                page.Append(
                    CultureInfo.InvariantCulture,
                    $"| [{rule.Id}]({FileName(rule)}) | {rule.Name} | {rule.Title} | {level} | {LevelNames.Of(rule.Precision)} |\n");
            }
        }

        page.Append("\nWritten from the rules' descriptors.\n");
        return page.ToString();
    }

    private static string CweLinks(RuleDescriptor rule) => string.Join(", ", rule.Cwe.Select(cwe =>
        string.Create(CultureInfo.InvariantCulture, $"[{cwe}](https://cwe.mitre.org/data/definitions/{cwe}.html)")));
}
