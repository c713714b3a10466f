namespace Cleak.EndToEnd.Samples;

/// <summary>A line of a sample. Debuggers differ in how they write paths, and no program has two files of one name.</summary>
public readonly record struct SourceLine(string FileName, int Line)
{
    public override string ToString() => $"{FileName}:{Line}";
}
