using System.Collections.Immutable;
using System.Text;
using System.Text.RegularExpressions;

namespace Cleak.Reporting.Rules;

/// <summary>Explanations as plain text.</summary>
internal static partial class MarkdownText
{
    /// <summary>All blocks as plain text, wrapped to a width if one is given.</summary>
    public static string Plain(ImmutableArray<MarkdownBlock> blocks, int? width = null)
    {
        var text = new StringBuilder();
        MarkdownBlock? previous = null;
        foreach (MarkdownBlock block in blocks)
        {
            bool continuesList = previous?.Kind == MarkdownKind.Item && block.Kind == MarkdownKind.Item;
            if (previous is not null)
                text.Append(continuesList ? "\n" : "\n\n");
            Append(text, block, width ?? int.MaxValue);
            previous = block;
        }

        return text.ToString();
    }

    /// <summary>'code' for `code`, the bare text for **bold** and *emphasis*, and "text (address)" for an absolute link.</summary>
    public static string PlainInline(string text) => Inline().Replace(text, match =>
    {
        if (match.Groups["code"] is { Success: true } code)
            return $"'{code.Value}'";
        if (match.Groups["strong"] is { Success: true } strong)
            return PlainInline(strong.Value);
        string link = PlainInline(match.Groups["link"].Value);
        string address = match.Groups["address"].Value;
        return address.StartsWith("http", StringComparison.Ordinal) ? $"{link} ({address})" : link;
    });

    /// <summary>The Markdown with its relative links made absolute, for readers who have no page beside it.</summary>
    public static string WithAbsoluteLinks(string markdown, Uri folder) => Address().Replace(markdown, match =>
        match.Groups["address"] is { Success: true } address ? $"]({new Uri(folder, address.Value).AbsoluteUri})" : match.Value);

    private static void Append(StringBuilder text, MarkdownBlock block, int width)
    {
        switch (block.Kind)
        {
            case MarkdownKind.Heading:
                text.Append(PlainInline(block.Text).ToUpperInvariant());
                break;
            case MarkdownKind.Code:
                text.AppendJoin('\n', block.Text.Split('\n').Select(line => line.Length == 0 ? "" : "    " + line));
                break;
            case MarkdownKind.Item:
                string indent = new(' ', block.Marker.Length + 3);
                text.Append("  ").Append(block.Marker).Append(' ');
                Wrap(text, PlainInline(block.Text), indent.Length, indent, width);
                break;
            default:
                Wrap(text, PlainInline(block.Text), 0, "", width);
                break;
        }
    }

    private static void Wrap(StringBuilder output, string text, int column, string indent, int width)
    {
        bool first = true;
        foreach (string word in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (!first && column + 1 + word.Length > width)
            {
                output.Append('\n').Append(indent);
                column = indent.Length;
            }
            else if (!first)
            {
                output.Append(' ');
                column++;
            }

            output.Append(word);
            column += word.Length;
            first = false;
        }
    }

    [GeneratedRegex(
        """
        `(?<code>[^`]+)`
        | \[(?<link>(?:`[^`]*`|[^\[\]`])+)\]\((?<address>[^()\s]+)\)
        | (?<mark>\*\*?)(?=\S)(?<strong>(?:`[^`]*`|[^`])+?)(?<=\S)\k<mark>
        """,
        RegexOptions.CultureInvariant | RegexOptions.IgnorePatternWhitespace | RegexOptions.ExplicitCapture)]
    private static partial Regex Inline();

    [GeneratedRegex(
        """
        ^\x20*```.*?^\x20*``` | `[^`]*` | \]\((?<address>[^()\s]+)\)
        """,
        RegexOptions.CultureInvariant | RegexOptions.IgnorePatternWhitespace | RegexOptions.ExplicitCapture
            | RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Address();
}
