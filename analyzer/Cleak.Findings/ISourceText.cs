namespace Cleak.Findings;

/// <summary>Gives the text of source files to whoever shows a finding.</summary>
public interface ISourceText
{
    /// <summary>The bytes of the file; null when it can't or must not be shown.</summary>
    ReadOnlyMemory<byte>? Read(RunFile file);
}
