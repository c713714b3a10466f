using Cleak.Findings;

namespace Cleak.Reporting;

/// <summary>
/// Reads the sources of a run from the disk, and those alone: a file outside of the root is never shown, since a build
/// description by somebody else could name any file of this machine.
/// </summary>
public sealed class DiskSourceText : ISourceText
{
    private const int LargestFile = 64 * 1024 * 1024;

    public ReadOnlyMemory<byte>? Read(RunFile file)
    {
        if (file.IsOutsideRoot)
            return null;
        try
        {
            // Pipes and devices have the length 0: they are not opened.
            long length = new FileInfo(file.AbsolutePath).Length;
            if (length == 0)
                return ReadOnlyMemory<byte>.Empty;
            return length <= LargestFile ? File.ReadAllBytes(file.AbsolutePath) : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
