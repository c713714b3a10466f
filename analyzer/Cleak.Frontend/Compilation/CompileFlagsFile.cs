namespace Cleak.Frontend.Compilation;

/// <summary>A <c>compile_flags.txt</c>: one argument a line, for every file in its folder and below.</summary>
/// <param name="Folder">The folder that holds it; relative paths start there.</param>
/// <param name="Arguments">Its lines, without blank ones and comments.</param>
public sealed record CompileFlagsFile(string Folder, IReadOnlyList<string> Arguments)
{
    /// <summary>The usual name of the file.</summary>
    public const string FileName = "compile_flags.txt";

    /// <summary>Reads the file.</summary>
    /// <exception cref="FrontendException">It cannot be read.</exception>
    public static CompileFlagsFile Load(string path)
    {
        try
        {
            string[] lines = [.. File.ReadLines(path).Select(line => line.Trim()).Where(line => line.Length > 0 && line[0] != '#')];
            return new CompileFlagsFile(Path.GetDirectoryName(path)!, lines);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new FrontendException($"{path}: cannot be read: {problem.Message}", "name another with -p, or none with '-p none'", problem);
        }
    }
}
