using System.Collections.Immutable;

namespace Cleak.EndToEnd.Samples;

/// <summary>Runs a compiled sample and tells what went wrong in it.</summary>
public abstract class TruthTool
{
    /// <summary>What the tool can see; of anything else it says nothing.</summary>
    public abstract ImmutableArray<EvidenceKind> Sees { get; }

    public abstract Task<TruthReport> WatchAsync(string program, IEnumerable<string> arguments, string folder);
}
