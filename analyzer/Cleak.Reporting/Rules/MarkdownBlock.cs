using System.Collections.Immutable;

namespace Cleak.Reporting.Rules;

/// <summary>What a block of a rule's explanation is.</summary>
internal enum MarkdownKind
{
    Heading,
    Paragraph,

    /// <summary>One item of a list, with "- " or "1. " before it.</summary>
    Item,

    /// <summary>The lines of a fenced code block.</summary>
    Code,
}

/// <summary>
/// A block of the Markdown that explanations are written in: headings, paragraphs, lists with one level, fenced code.
/// </summary>
/// <param name="Text">A paragraph's or item's lines joined by blanks; code as it is.</param>
/// <param name="Marker">An item's bullet or number.</param>
internal sealed record MarkdownBlock(MarkdownKind Kind, string Text, string Marker = "")
{
    private const string Fence = "```";

    public static ImmutableArray<MarkdownBlock> Parse(string markdown)
    {
        var blocks = ImmutableArray.CreateBuilder<MarkdownBlock>();
        MarkdownBlock? open = null;
        List<string>? code = null;

        void Close()
        {
            if (open is not null)
                blocks.Add(open);
            open = null;
        }

        foreach (string line in markdown.ReplaceLineEndings("\n").Split('\n'))
        {
            string text = line.Trim();
            if (text.StartsWith(Fence, StringComparison.Ordinal))
            {
                Close();
                if (code is not null)
                    blocks.Add(new MarkdownBlock(MarkdownKind.Code, string.Join('\n', code)));
                code = code is null ? [] : null;
            }
            else if (code is not null)
            {
                code.Add(line.TrimEnd());
            }
            else if (text.Length == 0)
            {
                Close();
            }
            else if (text[0] == '#')
            {
                Close();
                blocks.Add(new MarkdownBlock(MarkdownKind.Heading, text.TrimStart('#').Trim()));
            }
            else if (MarkerOf(text) is { } marker)
            {
                Close();
                open = new MarkdownBlock(MarkdownKind.Item, text[marker.Length..].Trim(), marker);
            }
            else
            {
                open = open is null ? new MarkdownBlock(MarkdownKind.Paragraph, text) : open with { Text = $"{open.Text} {text}" };
            }
        }

        Close();
        return blocks.ToImmutable();
    }

    private static string? MarkerOf(string text)
    {
        if (text.StartsWith("- ", StringComparison.Ordinal) || text.StartsWith("* ", StringComparison.Ordinal))
            return "-";
        int digits = text.AsSpan().IndexOfAnyExceptInRange('0', '9');
        return digits is > 0 and < 3 && text[digits..].StartsWith(". ", StringComparison.Ordinal) ? text[..(digits + 1)] : null;
    }
}
