namespace Cleak.Frontend.Compilation;

/// <summary>
/// Replaces <c>@file</c> arguments by the words in that file, as gcc and clang do; libclang does not. Files outside the
/// trusted folders, large ones and deep nests are left out.
/// </summary>
public static class ResponseFiles
{
    private const int MaxDepth = 8;
    private const long MaxBytes = 4 << 20;

    /// <summary>The arguments with every readable response file expanded; <paramref name="refused"/> counts the others.</summary>
    public static List<string> Expand(
        IReadOnlyList<string> arguments, string directory, TrustedFolders trusted, int limit, out int refused)
    {
        var expanded = new List<string>(arguments.Count);
        refused = 0;
        Append(arguments, directory, trusted, limit, MaxDepth, expanded, ref refused);
        return expanded;
    }

    private static void Append(
        IReadOnlyList<string> arguments, string directory, TrustedFolders trusted, int limit, int depth,
        List<string> expanded, ref int refused)
    {
        foreach (string argument in arguments)
        {
            if (expanded.Count >= limit) return;
            if (argument.Length < 2 || argument[0] != '@')
            {
                expanded.Add(argument);
            }
            else if (depth > 0 && Read(argument[1..], directory, trusted) is { } text)
            {
                Append(ShellWords.Split(text, limit), directory, trusted, limit, depth - 1, expanded, ref refused);
            }
            else
            {
                refused++;
            }
        }
    }

    private static string? Read(string path, string directory, TrustedFolders trusted)
    {
        if (trusted.Resolve(path, directory) is not { } full) return null;
        try
        {
            var info = new FileInfo(full);
            return info.Exists && info.Length is > 0 and <= MaxBytes ? File.ReadAllText(full) : null;
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
