using System.Collections.Immutable;

namespace Cleak.EndToEnd.Samples;

/// <summary>What one run showed.</summary>
/// <param name="Troubles">Why the run is no proof: it hung, it crashed, its tool was silent.</param>
public sealed record TruthReport(ImmutableArray<Evidence> Evidence, ImmutableArray<string> Troubles);
