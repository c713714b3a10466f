using System.Globalization;
using Xunit;
using Xunit.Abstractions;

namespace Cleak.EndToEnd.RandomPrograms;

/// <summary>
/// Generated programs are run over all their small inputs, and what the analysis says of them is held against that. The bounds are
/// what was measured, with a little room for changes that trade one for another; scripts/random-programs looks further.
/// </summary>
public sealed class RandomProgramTests(ITestOutputHelper output)
{
    /// <summary>The bounds are per so many programs.</summary>
    private const int Programs = 100;
    private const double LeastAgreement = 0.82;
    private const int MostFalseAlarms = 3;

    [Fact]
    public async Task What_runs_show_is_reported_and_little_else()
    {
        var tally = new TrialTally();
        List<Trial> differing = [];
        (int first, int programs) = (Setting("SEED", 0), Setting("PROGRAMS", Programs));
        await foreach (Trial trial in TrialBatch.RunAllAsync(Enumerable.Range(first, programs).Select(ProgramGenerator.Generate)))
        {
            tally.Add(trial);
            IReadOnlyList<Disagreement> disagreements = TrialJudge.Disagreements(trial);
            if (disagreements.Count > 0)
                differing.Add(trial);
            foreach (Disagreement disagreement in disagreements)
                output.WriteLine($"{trial.Program.Seed}: {disagreement}");
        }

        output.WriteLine(tally.ToString());
        if (Environment.GetEnvironmentVariable("CLEAK_RANDOM_REPORT") is { Length: > 0 } folder)
            await TrialReport.WriteAsync(folder, differing, tally);
        Assert.True(tally.Programs > programs * 0.98, $"many programs do not compile: {tally}");
        Assert.True(tally.Proven > programs / 3, $"hardly anything is wrong in these programs: {tally}");
        Assert.True(tally.FalseAlarms * Programs <= MostFalseAlarms * programs && tally.Agreement >= LeastAgreement, tally.ToString());
    }

    [Fact]
    public async Task A_program_whose_defects_are_known_shows_them()
    {
        RandomProgram program = new(0,
        [
            Snippet.ParseFunction(
                """
                int scenario@(int a, int b, int c)
                {
                    char *lost = malloc(8);
                    char *late = malloc(8);
                    char *twice = malloc(8);
                    struct node *kept = calloc(1, sizeof *kept);
                    free(late);
                    free(twice);
                    if (a == 3 && late != NULL) {
                        late[0] = 1;
                    }
                    if (b == 2) {
                        free(twice);
                    }
                    chain@ = kept;
                    if (lost == NULL) {
                        return 1;
                    }
                    return 0;
                }
                """),
        ]);

        Trial trial = Assert.Single(await TrialBatch.RunAsync([program]));

        Assert.Equal(["Access 12", "Lost 5", "Release 15"], trial.Shown.Where(shown => shown.IsFirst).Select(shown => $"{shown.Kind} {shown.Lines[0]}").Distinct().Order());
        Assert.Equal(["CK4001 5", "CK4002 12", "CK4003 15"], trial.Said.Select(said => $"{said.Rule} {said.Line}").Order());
        Assert.Empty(TrialJudge.Disagreements(trial));
    }

    [Fact]
    public async Task A_seed_gives_the_same_program_and_what_does_not_compile_is_left_out()
    {
        RandomProgram program = ProgramGenerator.Generate(7), broken = new(1, [Snippet.ParseFunction("int scenario@(int a, int b, int c)\n{\nreturn d;\n}")]);

        Assert.Equal<IEnumerable<string>>(program.Print(1), ProgramGenerator.Generate(7).Print(1));
        Assert.Equal([7], (await TrialBatch.RunAsync([broken, program])).Select(trial => trial.Program.Seed));
    }

    /// <summary>A long run says with which programs; the suite's own are always the same.</summary>
    private static int Setting(string name, int usual) =>
        Environment.GetEnvironmentVariable("CLEAK_RANDOM_" + name) is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : usual;
}
