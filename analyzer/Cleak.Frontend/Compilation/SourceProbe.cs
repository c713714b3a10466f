namespace Cleak.Frontend.Compilation;

/// <summary>Looks at a file before a parser does: whether it is there, is readable, is text and has a sensible size.</summary>
public static class SourceProbe
{
    /// <summary>The largest source file that is analysed, in bytes.</summary>
    public const long MaxBytes = 256L << 20;

    // Object files and archives show a NUL within their first header.
    private const int SniffedBytes = 16 << 10;

    /// <summary>Null when <paramref name="path"/> can be analysed.</summary>
    public static SkippedSource? Check(string path)
    {
        try
        {
            FileInfo info = Target(path);
            if (!info.Exists)
            {
                return Directory.Exists(path)
                    ? new SkippedSource(path, SkipReason.NotAFile, "it is a folder")
                    : new SkippedSource(path, SkipReason.Missing, "no such file");
            }
            // Pipes and devices have no length either: they are never opened, opening a pipe could wait for ever.
            if (info.Length == 0) return null;
            if (info.Length > MaxBytes)
                return new SkippedSource(path, SkipReason.TooLarge, $"{info.Length >> 20} MiB, the limit is {MaxBytes >> 20} MiB");

            return HoldsNul(path) ? new SkippedSource(path, SkipReason.Binary, "it holds NUL bytes, so it is no C source text") : null;
        }
        catch (UnauthorizedAccessException)
        {
            return new SkippedSource(path, SkipReason.Unreadable, "permission denied");
        }
        catch (IOException problem)
        {
            return new SkippedSource(path, SkipReason.Unreadable, problem.Message);
        }
    }

    /// <summary>Whether the file is there but has no length: it is empty, or a pipe or device, which nobody may open.</summary>
    public static bool IsWithoutLength(string path)
    {
        FileInfo info = Target(path);
        return info.Exists && info.Length == 0;
    }

    /// <summary>The file itself where <paramref name="path"/> is a link, whose length would be its own.</summary>
    private static FileInfo Target(string path)
    {
        var info = new FileInfo(path);
        return info.LinkTarget is null ? info : info.ResolveLinkTarget(returnFinalTarget: true) as FileInfo ?? info;
    }

    private static bool HoldsNul(string path)
    {
        Span<byte> head = stackalloc byte[SniffedBytes];
        using Microsoft.Win32.SafeHandles.SafeFileHandle handle = File.OpenHandle(path);
        int read = RandomAccess.Read(handle, head, 0);
        return head[..read].Contains((byte)0);
    }
}
