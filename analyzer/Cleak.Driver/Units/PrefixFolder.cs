namespace Cleak.Driver.Units;

/// <summary>The folder that precompiled prefixes are kept in for the time of a run; made when the first is to be saved.</summary>
internal sealed class PrefixFolder : IDisposable
{
    private string? path;

    /// <summary>Null where there is no room for temporary files: units then read what they include.</summary>
    public string? Path => path ??= Create();

    private static string? Create()
    {
        try
        {
            return Directory.CreateTempSubdirectory("cleak-").FullName;
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    public void Dispose()
    {
        if (path is null)
        {
            return;
        }

        try
        {
            Directory.Delete(path, recursive: true);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            // What is left is the system's to clear, as all temporary files are.
        }
    }
}
