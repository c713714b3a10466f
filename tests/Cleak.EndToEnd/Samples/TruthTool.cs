using System.Collections.Immutable;

namespace Cleak.EndToEnd.Samples;

/// <summary>Runs a compiled sample and tells what went wrong in it.</summary>
public abstract class TruthTool
{
    /// <summary>What the tool can see; of anything else it says nothing.</summary>
    public abstract ImmutableArray<EvidenceKind> Sees { get; }

    /// <summary>The program to run: the sample as it is, or a build of its own.</summary>
    public virtual Task<string> PrepareAsync(string program, IEnumerable<string> sources, string folder) => Task.FromResult(program);

    public abstract Task<TruthReport> WatchAsync(string program, IEnumerable<string> arguments, string folder);
}
