using System.Collections.Immutable;

namespace Cleak.Analysis;

/// <summary>A way in which a function comes to run on a thread.</summary>
/// <param name="Entry">The start routine through which it is reached.</param>
/// <param name="Creation">The call that creates the thread.</param>
/// <param name="IsDetached">Nobody can wait for the thread.</param>
/// <param name="Steps">The creation, and what detaches the thread.</param>
public sealed record ThreadRun(int Entry, ThreadCreation Creation, bool IsDetached, ImmutableArray<TraceStep> Steps);
