using System.Diagnostics;
using Cleak.Findings;

namespace Cleak.Reporting;

/// <summary>The words for levels and precisions in every report.</summary>
internal static class LevelNames
{
    public static string Of(Level level) => level switch
    {
        Level.Note => "note",
        Level.Warning => "warning",
        Level.Error => "error",
        _ => throw new UnreachableException(),
    };

    public static string Of(Precision precision) => precision switch
    {
        Precision.Low => "low",
        Precision.Medium => "medium",
        Precision.High => "high",
        Precision.VeryHigh => "very-high",
        _ => throw new UnreachableException(),
    };
}
