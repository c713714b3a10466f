using System.Text;

namespace Cleak.Frontend.Compilation;

/// <summary>
/// Splits a command line into its words by the quoting rules of the POSIX shell (XCU 2.2), without any expansion:
/// <c>$</c>, <c>*</c> and back quotes stand for themselves. An unclosed quote ends with the text.
/// </summary>
public static class ShellWords
{
    /// <summary>The words of <paramref name="command"/>, at most <paramref name="limit"/> of them.</summary>
    public static List<string> Split(string command, int limit = int.MaxValue)
    {
        var words = new List<string>();
        var word = new StringBuilder();
        bool inWord = false;
        for (int i = 0; i < command.Length && words.Count < limit; i++)
        {
            char current = command[i];
            switch (current)
            {
                case ' ' or '\t' or '\n' or '\r':
                    if (inWord) words.Add(word.ToString());
                    word.Clear();
                    inWord = false;
                    break;
                case '\'':
                    inWord = true;
                    int close = command.IndexOf('\'', i + 1);
                    if (close < 0) close = command.Length;
                    word.Append(command, i + 1, close - i - 1);
                    i = close;
                    break;
                case '"':
                    inWord = true;
                    i = AppendDoubleQuoted(command, i + 1, word);
                    break;
                case '\\' when i + 1 < command.Length:
                    inWord |= command[i + 1] != '\n';
                    if (command[i + 1] != '\n') word.Append(command[i + 1]);
                    i++;
                    break;
                default:
                    inWord = true;
                    word.Append(current);
                    break;
            }
        }
        if (inWord && words.Count < limit) words.Add(word.ToString());
        return words;
    }

    /// <summary>Appends up to the closing quote and gives its index.</summary>
    private static int AppendDoubleQuoted(string command, int start, StringBuilder word)
    {
        int i = start;
        for (; i < command.Length && command[i] != '"'; i++)
        {
            if (command[i] == '\\' && i + 1 < command.Length && command[i + 1] is '"' or '\\' or '$' or '`' or '\n')
            {
                i++;
                if (command[i] == '\n') continue;
            }
            word.Append(command[i]);
        }
        return i;
    }
}
