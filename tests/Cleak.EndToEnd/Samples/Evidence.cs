using System.Collections.Immutable;

namespace Cleak.EndToEnd.Samples;

/// <summary>Something that went wrong in a run.</summary>
/// <param name="Stack">The lines of the sample's own code that led there, innermost first.</param>
public sealed record Evidence(EvidenceKind Kind, ImmutableArray<SourceLine> Stack)
{
    public override string ToString() => $"{Kind} at {string.Join(" < ", Stack)}";
}
