using Cleak.CommandLine;

namespace Cleak.Output;

/// <summary>
/// An output that is known to be writable before the analysis starts. What stood in the file stays until the report is there;
/// a file that was made for nothing is taken away again.
/// </summary>
internal sealed class OpenOutput : IDisposable
{
    private readonly Stream stream;
    private readonly bool isNew;
    private bool isWritten;

    private OpenOutput(OutputTarget target, Stream stream, bool isNew)
    {
        Target = target;
        this.stream = stream;
        this.isNew = isNew;
    }

    public OutputTarget Target { get; }

    public static OpenOutput Open(OutputTarget target)
    {
        if (target.IsStandardOutput)
        {
            return new OpenOutput(target, Console.OpenStandardOutput(), isNew: false);
        }

        try
        {
            bool isNew = !File.Exists(target.Path);
            var stream = new FileStream(target.Path, FileMode.OpenOrCreate, FileAccess.Write, FileShare.Read);
            return new OpenOutput(target, stream, isNew);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            string reason = problem switch
            {
                _ when Directory.Exists(target.Path) => "it is a folder",
                DirectoryNotFoundException => "its folder does not exist",
                UnauthorizedAccessException => "permission denied",
                _ => problem.Message,
            };
            throw new UsageException($"cannot write '{target.Path}': {reason}");
        }
    }

    /// <summary>Writes the report, in place of what the file held before.</summary>
    public void Write(Action<Stream> write)
    {
        if (!Target.IsStandardOutput && stream.CanSeek)
        {
            stream.SetLength(0);
        }

        write(stream);
        stream.Flush();
        isWritten = true;
    }

    public void Dispose()
    {
        stream.Dispose();
        if (isNew && !isWritten)
        {
            File.Delete(Target.Path);
        }
    }
}
