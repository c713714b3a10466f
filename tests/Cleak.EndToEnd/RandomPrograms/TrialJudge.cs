using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace Cleak.EndToEnd.RandomPrograms;

/// <summary>Holds what the runs of a generated program showed against what was reported.</summary>
public static partial class TrialJudge
{
    private const string FailedRealloc = "CK3001";

    private static readonly ImmutableArray<string> Losses = ["CK4001", "CK1001", FailedRealloc];
    private static readonly ImmutableArray<string> Misuses = ["CK3002", "CK4002", "CK4003", "CK4004", "CK4005", "CK4011"];

    /// <summary>Whether runs can show what the rule reports.</summary>
    public static bool IsJudged(SaidDefect said) => Losses.Contains(said.Rule) || Misuses.Contains(said.Rule);

    public static IReadOnlyList<Disagreement> Disagreements(Trial trial) => [.. FalseAlarms(trial), .. Missed(trial)];

    /// <summary>Defects that runs prove: what follows a first error on a path is not counted, nor what is lost along with others.</summary>
    public static IEnumerable<IGrouping<string, ShownDefect>> Proven(Trial trial) =>
        trial.Shown.Where(shown => shown.IsFirst && shown.Kind != ShownKind.Inner).GroupBy(Defect);

    public static bool IsReported(IEnumerable<ShownDefect> defect, Trial trial) => defect.Any(shown => trial.Said.Any(said => Agree(said, shown)));

    private static IEnumerable<Disagreement> FalseAlarms(Trial trial) =>
        from said in trial.Said
        where IsJudged(said) && !trial.IsEndless && !trial.Shown.Any(shown => Agree(said, shown))
        select new Disagreement(true, said.Rule, said.Line, StatementAt(trial, said.Line), said.Message);

    private static IEnumerable<Disagreement> Missed(Trial trial) =>
        from defect in Proven(trial)
        where !IsReported(defect, trial)
        let shown = defect.First()
        select new Disagreement(false, Name(shown), shown.Lines[0], StatementAt(trial, shown.Lines[0]), $"input {shown.Input}, stack {string.Join(" < ", shown.Lines)}, earlier {string.Join(" < ", shown.Earlier)}");

    private static string StatementAt(Trial trial, int line) => OwnSuffix().Replace(trial.Lines[line - 1].Trim(), "");

    private static string Name(ShownDefect shown) => shown.Kind == ShownKind.Lost && !shown.Earlier.IsEmpty ? "LostByRealloc" : shown.Kind.ToString();

    /// <summary>A block lost on many paths is one defect; so are all misuses of what one call released.</summary>
    private static string Defect(ShownDefect shown) => shown.IsLoss
        ? $"{Name(shown)} {string.Join(',', shown.Earlier.IsEmpty ? shown.Lines : shown.Earlier)}"
        : $"misuse {string.Join(',', shown.Earlier.IsEmpty ? shown.Lines : shown.Earlier)}";

    private static bool Agree(SaidDefect said, ShownDefect shown) => said.Rule switch
    {
        FailedRealloc => shown.IsLoss && shown.Earlier.Contains(said.Line),
        _ when Losses.Contains(said.Rule) => shown.IsLoss && shown.Lines.Contains(said.Line),
        _ => Misuses.Contains(said.Rule) && !shown.IsLoss && shown.Lines.Contains(said.Line),
    };

    [GeneratedRegex(@"_\d+\b")]
    private static partial Regex OwnSuffix();
}
