using System.Collections.Immutable;

namespace Cleak.EndToEnd.RandomPrograms;

/// <summary>A generated program with what its runs showed and what the analysis says of it.</summary>
/// <param name="Lines">The program's text; the first line is line 1.</param>
/// <param name="Crashes">Runs that ended in a null pointer's use.</param>
/// <param name="IsEndless">Some run did not end: what the others show is not all.</param>
public sealed record Trial(
    RandomProgram Program, ImmutableArray<string> Lines, int Runs, int Crashes, bool IsEndless, ImmutableArray<ShownDefect> Shown, ImmutableArray<SaidDefect> Said);
