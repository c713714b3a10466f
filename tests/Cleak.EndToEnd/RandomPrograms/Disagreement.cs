namespace Cleak.EndToEnd.RandomPrograms;

/// <summary>Where runs and analysis differ.</summary>
/// <param name="IsFalseAlarm">Reported, and no input shows it; else shown and not reported.</param>
/// <param name="About">The rule, or what was shown.</param>
/// <param name="Line">In the program's own lines.</param>
/// <param name="Statement">What stands there, without the program's own suffix.</param>
public sealed record Disagreement(bool IsFalseAlarm, string About, int Line, string Statement, string Detail)
{
    /// <summary>Disagreements of the same kind, wherever they are.</summary>
    public string Kind => $"{(IsFalseAlarm ? "false alarm" : "missed")} {About}";

    public override string ToString() => $"{Kind} in line {Line}: {Detail}";
}
