using System.Globalization;
using System.Text;
using Cleak.Findings;
using Cleak.Reporting.Text;

namespace Cleak.Reporting.Rules;

/// <summary>The rule reference for a terminal.</summary>
public static class RuleHelp
{
    private const int NarrowestText = 40;

    /// <summary>All that is to be said about one rule.</summary>
    /// <param name="width">Cells of a line.</param>
    public static string Explain(RuleDescriptor rule, int width = 80, bool color = false)
    {
        var palette = new Palette(color);
        int columns = Math.Max(width, NarrowestText);
        var text = new StringBuilder();
        text.Append(palette.Bold($"{rule.Id} {rule.Name}")).Append(": ").Append(rule.Title).Append("\n\n");

        (string Name, string Value)[] facts = [.. RuleFacts.Of(rule)];
        int nameWidth = facts.Max(fact => fact.Name.Length);
        foreach ((string name, string value) in facts)
        {
            string shown = name == "Level" ? palette.Of(rule.DefaultLevel, value) : value;
            text.Append("  ").Append(palette.Faint(name.PadRight(nameWidth))).Append("  ").Append(shown).Append('\n');
        }

        text.Append('\n').Append(MarkdownText.Plain([new MarkdownBlock(MarkdownKind.Paragraph, rule.ShortDescription)], columns));
        text.Append("\n\n").Append(MarkdownText.Plain(MarkdownBlock.Parse(rule.Explanation), columns)).Append('\n');
        return text.ToString();
    }

    /// <summary>One line for each rule, by family.</summary>
    public static string List(IEnumerable<RuleDescriptor> rules, bool color = false)
    {
        var palette = new Palette(color);
        RuleDescriptor[] sorted = [.. rules.OrderBy(rule => rule.Id, StringComparer.Ordinal)];
        int nameWidth = sorted.Select(rule => rule.Name.Length).DefaultIfEmpty().Max();
        var text = new StringBuilder();
        foreach (IGrouping<RuleFamily, RuleDescriptor> family in sorted.GroupBy(RuleFamily.Of))
        {
            if (text.Length > 0)
                text.Append('\n');
            text.Append(palette.Bold(family.Key.Title)).Append('\n');
            foreach (RuleDescriptor rule in family)
            {
                string level = rule.EnabledByDefault ? LevelNames.Of(rule.DefaultLevel) : "off";
                string shown = rule.EnabledByDefault ? palette.Of(rule.DefaultLevel, level) : palette.Faint(level);
                string padding = new(' ', "warning".Length - level.Length);
                text.Append(CultureInfo.InvariantCulture, $"  {rule.Id}  {shown}{padding}  {rule.Name.PadRight(nameWidth)}  {rule.Title}\n");
            }
        }

        return text.ToString();
    }
}
