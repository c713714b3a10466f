using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Cleak.EndToEnd.CommandLine;
using Cleak.EndToEnd.Samples;
using Cleak.Tests.Samples;

namespace Cleak.EndToEnd.RandomPrograms;

/// <summary>Generated programs in one file: compiled, run and analysed together, so that each costs little.</summary>
public sealed partial class TrialBatch
{
    private const string FileName = "programs.c";
    private const int ProgramsInFile = 120;

    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);
    private static readonly string Watcher = Path.Combine(SampleCatalog.Root, "truth");

    private static readonly string[] Flags = ["-std=gnu11", "-g", "-no-pie", "-fno-omit-frame-pointer", "-fno-optimize-sibling-calls"];

    private readonly string folder;
    private readonly List<string> lines = [];
    private readonly ImmutableArray<(RandomProgram Program, int FirstLine, ImmutableArray<string> Lines)> programs;

    private TrialBatch(string folder, IEnumerable<RandomProgram> programs)
    {
        this.folder = folder;
        lines.AddRange(RandomProgram.Prelude);
        var placed = ImmutableArray.CreateBuilder<(RandomProgram, int, ImmutableArray<string>)>();
        List<string> table = ["#ifdef CLEAK_TRUTH_TRIAL_H", "const struct trial trials[] = {"];
        foreach (RandomProgram program in programs)
        {
            ImmutableArray<string> text = program.Print(placed.Count);
            table.Add(program.Entry(placed.Count));
            placed.Add((program, lines.Count + 1, text));
            lines.AddRange([.. text, ""]);
        }
        table.AddRange(["};", $"const int trial_count = {placed.Count};", "#endif"]);
        lines.AddRange(table);
        this.programs = placed.ToImmutable();
    }

    /// <summary>Trials of any number of programs, a file full of them at a time.</summary>
    public static async IAsyncEnumerable<Trial> RunAllAsync(IEnumerable<RandomProgram> programs)
    {
        foreach (RandomProgram[] some in programs.Chunk(ProgramsInFile))
        {
            foreach (Trial trial in await RunAsync(some))
                yield return trial;
        }
    }

    /// <summary>One trial for each program that compiles, in their order.</summary>
    public static async Task<ImmutableArray<Trial>> RunAsync(IEnumerable<RandomProgram> programs)
    {
        string folder = Directory.CreateTempSubdirectory("cleak-random-").FullName;
        try
        {
            var batch = new TrialBatch(folder, programs);
            for (HashSet<RandomProgram> broken = await batch.CompileAsync(); broken.Count > 0; broken = await batch.CompileAsync())
                batch = new TrialBatch(folder, batch.programs.Select(placed => placed.Program).Where(program => !broken.Contains(program)));
            return batch.programs.IsEmpty ? [] : await batch.TryAsync();
        }
        finally
        {
            if (Environment.GetEnvironmentVariable("KEEP") is null) Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>Compiles what is to be run; tells the programs that cannot be.</summary>
    private async Task<HashSet<RandomProgram>> CompileAsync()
    {
        if (programs.IsEmpty)
            return [];
        await File.WriteAllLinesAsync(Path.Combine(folder, FileName), lines);
        string gcc = MachineTools.Require("gcc", "gcc");
        ProcessOutcome watcher = await BoundedProcess.RunAsync(gcc, [.. Flags, "-O1", "-c", "-o", "trial.o", Path.Combine(Watcher, "trial.c")], folder, Limit);
        if (watcher.ExitCode != 0)
            throw new InvalidOperationException(watcher.Error);
        ProcessOutcome outcome = await BoundedProcess.RunAsync(
            gcc,
            [.. Flags, "-O0", "-Werror=return-type", "-Werror=uninitialized", "-fsanitize=address", "-fsanitize-recover=address", "-include", Path.Combine(Watcher, "trial.h"), "-o", "programs", FileName, "trial.o"],
            folder,
            Limit);
        if (outcome.ExitCode == 0)
            return [];
        HashSet<RandomProgram> broken = [];
        foreach (Match error in CompilerError().Matches(outcome.Error))
        {
            if (At(Number(error.Groups["line"])) is { } index)
                broken.Add(programs[index].Program);
        }
        return broken.Count > 0 ? broken : throw new InvalidOperationException(outcome.Error);
    }

    private async Task<ImmutableArray<Trial>> TryAsync()
    {
        Task<ImmutableArray<Trial>> run = RunProgramsAsync();
        ILookup<int, SaidDefect> said = Analyse();
        return [.. (await run).Select((trial, index) => trial with { Said = [.. said[index]] })];
    }

    private async Task<ImmutableArray<Trial>> RunProgramsAsync()
    {
        string program = Path.Combine(folder, "programs");
        ProcessOutcome outcome = await BoundedProcess.RunAsync(program, [], folder, Limit);
        if (outcome.ExitCode != 0)
            throw new InvalidOperationException($"{program} ended with {outcome.ExitCode}: {outcome.Error}");
        string[][] reports = [.. outcome.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(' '))];
        Dictionary<string, int?> known = await LinesOfAsync(program, reports.Where(report => report[0] != "ran").SelectMany(report => report[4..]).Where(word => word != "/"));
        ILookup<int, ShownDefect> shown = reports.Where(report => report[0] != "ran").ToLookup(
            report => int.Parse(report[1], CultureInfo.InvariantCulture),
            report => Read(report, known));
        return
        [
            .. reports.Where(report => report[0] == "ran").Select((report, index) => new Trial(
                programs[index].Program, programs[index].Lines, int.Parse(report[2], CultureInfo.InvariantCulture),
                int.Parse(report[3], CultureInfo.InvariantCulture), report[4] != "0", [.. shown[index].Distinct()], [])),
        ];
    }

    private ShownDefect Read(string[] report, Dictionary<string, int?> known)
    {
        int first = programs[int.Parse(report[1], CultureInfo.InvariantCulture)].FirstLine;
        int slash = Array.IndexOf(report, "/");
        ImmutableArray<int> Stack(Range frames) => [.. report[frames].Select(frame => known[frame]).OfType<int>().Select(line => line - first + 1)];
        return new(Enum.Parse<ShownKind>(report[0], ignoreCase: true), report[2] == "1", report[3], Stack(4..slash), Stack((slash + 1)..));
    }

    /// <summary>The lines of return addresses in the programs' file; null for those elsewhere.</summary>
    private static async Task<Dictionary<string, int?>> LinesOfAsync(string program, IEnumerable<string> frames)
    {
        string[] all = [.. frames.Distinct().Where(frame => frame.Length <= 6)];
        var known = frames.Distinct().ToDictionary(frame => frame, _ => (int?)null);
        // A command line is not of any length.
        foreach (string[] some in all.Chunk(2000))
        {
            // A return address is behind its call, which may be the last of its line.
            IEnumerable<string> calls = some.Select(frame => (ulong.Parse(frame, NumberStyles.HexNumber, CultureInfo.InvariantCulture) - 1).ToString("x", CultureInfo.InvariantCulture));
            ProcessOutcome outcome = await BoundedProcess.RunAsync(MachineTools.Require("addr2line", "binutils"), ["-s", "-e", program, .. calls], Path.GetTempPath(), Limit);
            foreach ((string frame, string answer) in some.Zip(outcome.Output.Split('\n')))
            {
                if (PlaceInFile().Match(answer) is { Success: true } place)
                    known[frame] = Number(place.Groups["line"]);
            }
        }
        return known;
    }

    private ILookup<int, SaidDefect> Analyse()
    {
        const string Log = "programs.sarif";
        CleakResult result = CleakProcess.Run(folder, "analyze", FileName, "-p", "none", "-j1", "--in-process", "--quiet", "--exit-zero", "-o", Log);
        if (result.ExitCode != 0)
            throw new InvalidOperationException(result.Output + result.Errors);
        JsonArray results = JsonNode.Parse(File.ReadAllText(Path.Combine(folder, Log)))!["runs"]![0]!["results"]!.AsArray();
        return results.Select(found => (Rule: (string)found!["ruleId"]!, Line: (int)found["locations"]![0]!["physicalLocation"]!["region"]!["startLine"]!, Message: (string)found["message"]!["text"]!))
            .Where(found => At(found.Line) is not null)
            .ToLookup(found => At(found.Line)!.Value, found => new SaidDefect(found.Rule, found.Line - programs[At(found.Line)!.Value].FirstLine + 1, found.Message));
    }

    /// <summary>The program that a line of the file belongs to.</summary>
    private int? At(int line)
    {
        for (int i = programs.Length - 1; i >= 0; i--)
        {
            if (line >= programs[i].FirstLine)
                return line < programs[i].FirstLine + programs[i].Lines.Length ? i : null;
        }
        return null;
    }

    private static int Number(Capture text) => int.Parse(text.ValueSpan, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^programs\.c:(?<line>\d+):\d+: error:", RegexOptions.Multiline)]
    private static partial Regex CompilerError();

    [GeneratedRegex(@"^programs\.c:(?<line>\d+)")]
    private static partial Regex PlaceInFile();
}
