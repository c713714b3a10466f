using System.Text.RegularExpressions;

namespace Cleak.Reporting;

/// <summary>Messages of findings for readers without links.</summary>
internal static partial class MessageText
{
    /// <summary>The message with "[freed here](1)" turned into "freed here" and without its last full stop.</summary>
    public static string ForTerminal(string message)
    {
        string text = Link().Replace(message, "$1");
        return text.EndsWith('.') ? text[..^1] : text;
    }

    [GeneratedRegex(@"\[([^\[\]]+)\]\(\d+\)", RegexOptions.CultureInvariant)]
    private static partial Regex Link();
}
