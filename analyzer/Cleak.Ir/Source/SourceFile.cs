namespace Cleak.Ir;

/// <summary>A file that a translation unit was read from, by its canonical path.</summary>
/// <param name="Path">Absolute and canonical; for headers kept in memory, the invented path.</param>
/// <param name="IsSystem">Found through a system include folder: nothing in it is ever reported.</param>
public sealed record SourceFile(string Path, bool IsSystem);
