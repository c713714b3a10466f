using System.Collections.Immutable;

namespace Cleak.EndToEnd.RandomPrograms;

/// <summary>A statement with a body: a condition, a loop, a switch.</summary>
/// <param name="Head">What stands before the brace.</param>
/// <param name="Otherwise">What stands behind <c>else</c>; none if it is empty.</param>
/// <param name="Tail">What stands behind the last brace: the condition of a <c>do</c>.</param>
public sealed record Nest(string Head, ImmutableArray<Statement> Body, ImmutableArray<Statement> Otherwise, string Tail = "") : Statement
{
    public Nest(string head, IEnumerable<Statement> body)
        : this(head, [.. body], [])
    {
    }

    public override void Print(ICollection<string> lines, int depth)
    {
        lines.Add(Indent(depth, Head + " {"));
        foreach (Statement statement in Body)
            statement.Print(lines, depth + 1);
        if (!Otherwise.IsEmpty)
        {
            lines.Add(Indent(depth, "} else {"));
            foreach (Statement statement in Otherwise)
                statement.Print(lines, depth + 1);
        }
        lines.Add(Indent(depth, "}" + Tail));
    }
}
