using System.Collections.Immutable;
using System.Text;
using Cleak.Clang;
using Cleak.Frontend.Parsing;
using Cleak.Ir;

namespace Cleak.Frontend.Lowering;

/// <summary>From places in clang's tree to spans of the unit: the token at a place, the parentheses of a call, the macro it came out of.</summary>
internal sealed class SpanMap(ClangTranslationUnit unit)
{
    private readonly List<SourceFile> files = [new SourceFile(string.Empty, false)];
    private readonly Dictionary<int, int> numbers = [];
    private (FileId File, int Offset, string Name) lastMacro;

    public ImmutableArray<SourceFile> Files => [.. files];

    /// <summary>The token at the user's place of a node, and the outermost macro that the node came out of.</summary>
    public (SourceSpan Span, MacroUse? Macro) At(CursorTree tree, int node)
    {
        SourcePosition place = tree.Location(node, out bool isInMacro);
        SourceSpan span = Token(place);
        return (span, isInMacro && !place.IsNone ? Macro(tree, node, place) : null);
    }

    public SourceSpan Token(SourcePosition position)
    {
        if (position.IsNone)
        {
            return SourceSpan.None;
        }

        int end = CLexer.TokenEnd(unit.Contents(position.File), position.Offset);
        return new SourceSpan(Number(position.File), position.Line, position.Column, position.Column + Math.Max(1, end - position.Offset));
    }

    /// <summary>From a call's first token to the parenthesis that closes it, if that stands on the same line.</summary>
    /// <param name="name">Where the callee's last name stands, behind which the arguments open.</param>
    public SourceSpan Call(SourcePosition start, SourcePosition name)
    {
        SourceSpan span = Token(start);
        if (name.IsNone || name.File != start.File || name.Line != start.Line || name.Offset < start.Offset)
        {
            return span;
        }

        ReadOnlySpan<byte> text = unit.Contents(name.File);
        int lineEnd = text[name.Offset..].IndexOf((byte)'\n');
        ReadOnlySpan<byte> line = lineEnd < 0 ? text : text[..(name.Offset + lineEnd)];
        int end = CLexer.TokenEnd(line, name.Offset);
        var lexer = new CLexer(line, end);
        CToken open = lexer.Next();
        if (open.Kind == CTokenKind.Punctuator && open.Length == 1 && line[open.Start] == '('
            && CLexer.ClosingBracket(line, open.Start) is var close and >= 0)
        {
            end = close + 1;
        }

        return span with { EndColumn = Math.Max(span.EndColumn, start.Column + (end - start.Offset)) };
    }

    /// <summary>The identifier or keyword where a node's characters are; empty for pasted tokens.</summary>
    public ReadOnlySpan<byte> SpelledWord(CursorTree tree, int node)
    {
        SourcePosition place = tree.SpellingLocation(node);
        return place.IsNone ? default : CLexer.IdentifierAt(unit.Contents(place.File), place.Offset);
    }

    /// <summary>The file's number in the unit's table.</summary>
    public int Number(FileId file)
    {
        if (file.IsNone)
        {
            return 0;
        }

        if (!numbers.TryGetValue(file.Index, out int number))
        {
            number = files.Count;
            files.Add(new SourceFile(PathOf(file), unit.IsSystemHeader(file)));
            numbers.Add(file.Index, number);
        }

        return number;
    }

    public string PathOf(FileId file)
    {
        string path = unit.RealPath(file);
        return path.Length > 0 ? path : unit.FileName(file);
    }

    private MacroUse? Macro(CursorTree tree, int node, SourcePosition use)
    {
        if (lastMacro.File != use.File || lastMacro.Offset != use.Offset || lastMacro.Name is null)
        {
            ReadOnlySpan<byte> name = CLexer.IdentifierAt(unit.Contents(use.File), use.Offset);
            lastMacro = (use.File, use.Offset, Encoding.UTF8.GetString(name));
        }

        return lastMacro.Name.Length == 0 ? null : new MacroUse(lastMacro.Name, Token(tree.SpellingLocation(node)));
    }
}
