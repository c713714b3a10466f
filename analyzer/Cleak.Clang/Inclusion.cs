namespace Cleak.Clang;

/// <summary>One time that a file was read by the preprocessor.</summary>
/// <param name="File">The file that was included, or the main file.</param>
/// <param name="IncludedAt">Where the directive stands; none for the main file.</param>
/// <param name="Depth">0 for the main file, 1 for what it includes.</param>
public readonly record struct Inclusion(FileId File, SourcePosition IncludedAt, int Depth);
