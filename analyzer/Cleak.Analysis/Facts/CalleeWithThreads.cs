using System.Collections.Immutable;
using Cleak.Ir;

namespace Cleak.Analysis;

/// <summary>A function that is called while threads may run that were created on the way to the call.</summary>
/// <param name="Creations">The caller's own creations on some way to the call.</param>
/// <param name="Creators">Functions that create threads and are called on some way to it.</param>
internal readonly record struct CalleeWithThreads(int Callee, ImmutableArray<SourceSpan> Creations, ImmutableArray<int> Creators);
