using Cleak.Analysis;

namespace Cleak.Rules;

/// <summary>The functions that threads of the run start in.</summary>
internal static class StartRoutines
{
    public static HashSet<int> Of(ProgramFacts program) =>
        [.. program.Functions.SelectMany(function => function.Creations).SelectMany(creation => creation.StartRoutines)];
}
