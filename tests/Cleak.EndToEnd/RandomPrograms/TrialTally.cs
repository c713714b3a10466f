using System.Globalization;

namespace Cleak.EndToEnd.RandomPrograms;

/// <summary>Counts over trials.</summary>
public sealed class TrialTally
{
    public int Programs { get; private set; }

    public int Runs { get; private set; }

    /// <summary>Defects that runs prove.</summary>
    public int Proven { get; private set; }

    public int Missed { get; private set; }

    /// <summary>Findings that runs could show.</summary>
    public int Said { get; private set; }

    public int FalseAlarms { get; private set; }

    /// <summary>Of all that either side says, what both say.</summary>
    public double Agreement => Proven + FalseAlarms == 0 ? 1 : (double)(Proven - Missed) / (Proven + FalseAlarms);

    public void Add(Trial trial)
    {
        IReadOnlyList<Disagreement> disagreements = TrialJudge.Disagreements(trial);
        Programs++;
        Runs += trial.Runs;
        Proven += TrialJudge.Proven(trial).Count();
        Said += trial.Said.Count(TrialJudge.IsJudged);
        FalseAlarms += disagreements.Count(disagreement => disagreement.IsFalseAlarm);
        Missed += disagreements.Count(disagreement => !disagreement.IsFalseAlarm);
    }

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Programs} programs, {Runs} runs: {Proven} defects proven, {Missed} of them missed; {Said} findings, {FalseAlarms} of them false; agreement {Agreement:P1}");
}
