namespace Cleak.Findings;

/// <summary>A file that the run has read.</summary>
/// <param name="Path">
/// What a report calls it: relative to the root with '/' between its parts, or absolute where it lies outside of the root.
/// </param>
/// <param name="AbsolutePath">Where its text is read. Goes into no report.</param>
public sealed record RunFile(string Path, string AbsolutePath)
{
    /// <summary>True when the file lies outside of the root, such as a system header.</summary>
    public bool IsOutsideRoot => System.IO.Path.IsPathRooted(Path);
}
