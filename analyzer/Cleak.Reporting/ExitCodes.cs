using Cleak.Findings;

namespace Cleak.Reporting;

/// <summary>What the process tells its caller.</summary>
public static class ExitCodes
{
    /// <summary>Nothing at or above the level that fails.</summary>
    public const int Success = 0;

    /// <summary>Findings at or above the level that fails.</summary>
    public const int Findings = 1;

    /// <summary>Wrong usage or configuration, or an error of the tool.</summary>
    public const int Failure = 2;

    /// <summary>Findings do not fail, but something could not be analysed and that was asked to count.</summary>
    public const int Incomplete = 3;

    /// <summary>Stopped by Ctrl-C: 128 + SIGINT, as shells report it.</summary>
    public const int Interrupted = 130;

    /// <summary>Decides for a run that came to its end.</summary>
    public static int Of(IEnumerable<Finding> findings, RunStatistics statistics, ExitPolicy policy)
    {
        bool fails = policy.FailOn is Level threshold
            && findings.Any(finding => !finding.IsSuppressed && finding.Level >= threshold);
        if (fails && !policy.ExitZero)
            return Findings;
        return policy.Strict && statistics.UnitsFailed > 0 ? Incomplete : Success;
    }
}

/// <summary>What the user wants to fail.</summary>
/// <param name="FailOn">The least level that fails; null when no finding does.</param>
/// <param name="ExitZero">Findings are reported without failing. Other failures stay failures.</param>
/// <param name="Strict">A unit that could not be analysed fails.</param>
public sealed record ExitPolicy(Level? FailOn = Level.Error, bool ExitZero = false, bool Strict = false);
