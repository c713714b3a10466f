namespace Cleak.Clang;

/// <summary>A file given in memory: it stands before the file of that path on disk, and need not exist there.</summary>
public readonly record struct UnsavedFile(string Path, ReadOnlyMemory<byte> Contents);
