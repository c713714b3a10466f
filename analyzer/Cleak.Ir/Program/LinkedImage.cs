using System.Collections.Immutable;

namespace Cleak.Ir;

/// <summary>What a build says of one program or shared library that it links.</summary>
/// <param name="Path">The file that is made, or the source of which only libraries are known.</param>
/// <param name="Sources">Canonical paths of the C files in it, by path, those of archives and shared libraries of the same build too.</param>
/// <param name="Libraries">Names of the libraries that it is linked with, without <c>lib</c> and ending, by name.</param>
public sealed record LinkedImage(string Path, ImmutableArray<string> Sources, ImmutableArray<string> Libraries)
{
    /// <summary>The command that links it was seen; false where a source's own command only names libraries.</summary>
    public bool IsWhole { get; init; }
}
