using Cleak.Findings;

namespace Cleak.Output;

/// <summary>What files are called on a terminal, where a click opens them.</summary>
internal static class DisplayPaths
{
    /// <summary>Relative to the folder for what lies in it, absolute for the rest.</summary>
    public static Func<RunFile, string> RelativeTo(string folder)
    {
        string start = folder.EndsWith(Path.DirectorySeparatorChar) ? folder : folder + Path.DirectorySeparatorChar;
        return file => file.AbsolutePath.StartsWith(start, StringComparison.Ordinal) ? file.AbsolutePath[start.Length..] : file.AbsolutePath;
    }
}
