using Cleak.Findings;

namespace Cleak.CommandLine;

/// <summary>The least level of a finding that makes the run fail.</summary>
internal enum FailLevel
{
    None,
    Note,
    Warning,
    Error,
}

internal static class FailLevels
{
    public static Level? ToLevel(FailLevel level) => level switch
    {
        FailLevel.Note => Level.Note,
        FailLevel.Warning => Level.Warning,
        FailLevel.Error => Level.Error,
        _ => null,
    };
}
