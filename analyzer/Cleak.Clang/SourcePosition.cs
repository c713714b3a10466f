namespace Cleak.Clang;

/// <summary>
/// A place in a source file as the bytes on disk have it: <c>#line</c> is ignored.
/// Line and column count from 1, the column in bytes; the offset counts from 0, in bytes.
/// </summary>
public readonly record struct SourcePosition(FileId File, int Line, int Column, int Offset)
{
    public bool IsNone => File.IsNone;
}
