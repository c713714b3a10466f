using System.Text;
using Cleak.Frontend.Parsing;

namespace Cleak.Frontend.Lowering;

/// <summary>The labels that <c>asm goto</c> may jump to: the fifth part of its parentheses, which the tree leaves out.</summary>
internal static class AssemblyLabels
{
    private const int LabelPart = 4;

    /// <param name="place">Where the keyword asm stands.</param>
    public static List<string> Read(ReadOnlySpan<byte> text, int place)
    {
        var labels = new List<string>();
        var lexer = new CLexer(text, place);
        bool isGoto = false;
        CToken token = lexer.Next();
        while (token.Kind == CTokenKind.Identifier)
        {
            isGoto |= text.Slice(token.Start, token.Length).SequenceEqual("goto"u8);
            token = lexer.Next();
        }

        if (!isGoto || token.Length != 1 || text[token.Start] != '(')
        {
            return labels;
        }

        int part = 0;
        for (int depth = 1; depth > 0;)
        {
            token = lexer.Next();
            ReadOnlySpan<byte> word = text.Slice(token.Start, token.Length);
            switch (token.Kind)
            {
                case CTokenKind.End:
                    return labels;
                case CTokenKind.Identifier when part == LabelPart:
                    labels.Add(Encoding.UTF8.GetString(word));
                    break;
                case CTokenKind.Punctuator:
                    depth += word[0] switch { (byte)'(' => 1, (byte)')' => -1, _ => 0 };
                    if (depth == 1)
                    {
                        // Two colons in a row are one token.
                        part += word.SequenceEqual("::"u8) ? 2 : word[0] == ':' ? 1 : 0;
                    }

                    break;
            }
        }

        return labels;
    }
}
