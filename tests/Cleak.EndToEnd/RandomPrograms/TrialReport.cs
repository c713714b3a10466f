using System.Globalization;

namespace Cleak.EndToEnd.RandomPrograms;

/// <summary>Writes what a long run found into a folder: a list, and each disagreement as a small program of its own.</summary>
public static class TrialReport
{
    /// <summary>Disagreements of one kind that are reduced; more of them would mostly show the same.</summary>
    private const int Examples = 8;

    public static async Task WriteAsync(string folder, IReadOnlyCollection<Trial> trials, TrialTally tally)
    {
        Directory.CreateDirectory(folder);
        (Trial Trial, Disagreement Kept)[] all = [.. trials.SelectMany(trial => TrialJudge.Disagreements(trial).Select(disagreement => (trial, disagreement)))];
        (Trial Trial, Disagreement Kept)[] chosen =
            [.. all.GroupBy(item => item.Kept.Kind).SelectMany(group => group.OrderBy(item => item.Trial.Crashes > 0).ThenBy(item => item.Trial.Program.Size).Take(Examples))];
        Trial[] reduced = [.. await ProgramReducer.ReduceAsync(chosen)];

        List<string> list = ["# Generated programs", "", tally + ".", "", "| what | statement | times |", "| --- | --- | --- |"];
        list.AddRange(all.CountBy(item => $"{item.Kept.Kind} | `{item.Kept.Statement}`").OrderByDescending(kind => kind.Value).Select(kind => $"| {kind.Key} | {kind.Value} |"));
        list.AddRange(["", "| program | seed | disagreement |", "| --- | --- | --- |"]);
        for (int i = 0; i < reduced.Length; i++)
        {
            string name = string.Create(CultureInfo.InvariantCulture, $"random-{i + 1}.c");
            Disagreement disagreement = TrialJudge.Disagreements(reduced[i]).First(disagreement => disagreement.Kind == chosen[i].Kept.Kind);
            list.Add($"| {name} | {reduced[i].Program.Seed} | {disagreement} |");
            await File.WriteAllLinesAsync(Path.Combine(folder, name), Text(reduced[i]));
        }
        await File.WriteAllLinesAsync(Path.Combine(folder, "random.md"), list);
    }

    private static IEnumerable<string> Text(Trial trial)
    {
        int first = RandomProgram.Prelude.Length + 1;
        yield return $"/* Seed {trial.Program.Seed}, reduced.";
        foreach (Disagreement disagreement in TrialJudge.Disagreements(trial))
            yield return $"   {disagreement.Kind} in line {disagreement.Line + first + Remarks(trial) - 1}: {disagreement.Detail}";
        yield return "*/";
        foreach (string line in RandomProgram.Prelude.Concat(trial.Lines))
            yield return line;
    }

    /// <summary>Lines of the comment that goes before the program.</summary>
    private static int Remarks(Trial trial) => TrialJudge.Disagreements(trial).Count + 2;
}
