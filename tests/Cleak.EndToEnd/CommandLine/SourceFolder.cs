namespace Cleak.EndToEnd.CommandLine;

/// <summary>A folder with files, for one test.</summary>
public abstract class SourceFolder : IDisposable
{
    protected string Folder { get; } = Directory.CreateTempSubdirectory("cleak test").FullName;

    public void Dispose()
    {
        Directory.Delete(Folder, recursive: true);
        GC.SuppressFinalize(this);
    }

    protected string Write(string name, string text)
    {
        string path = Path.Join(Folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        return path;
    }

    private protected CleakResult Cleak(params string[] arguments) => CleakProcess.Run(Folder, arguments);
}
