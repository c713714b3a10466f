namespace Cleak.EndToEnd.RandomPrograms;

/// <summary>A statement without others in it: it has a line of its own, so that a line is a site.</summary>
public sealed record Line(string Text) : Statement
{
    public override void Print(ICollection<string> lines, int depth) =>
        lines.Add(Indent(Text.EndsWith(':') ? Math.Max(depth - 1, 0) : depth, Text));
}
