using System.Collections.Immutable;

namespace Cleak.EndToEnd.RandomPrograms;

/// <summary>A statement of a generated program. <c>@</c> in its text stands for the program's own suffix.</summary>
public abstract record Statement
{
    public static ImmutableArray<Statement> Lines(params ReadOnlySpan<string> lines)
    {
        ImmutableArray<Statement>.Builder statements = ImmutableArray.CreateBuilder<Statement>();
        foreach (string line in lines)
            statements.Add(new Line(line));
        return statements.ToImmutable();
    }

    public abstract void Print(ICollection<string> lines, int depth);

    protected static string Indent(int depth, string text) => new string(' ', depth * 4) + text;
}
