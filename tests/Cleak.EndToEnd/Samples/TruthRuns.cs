using System.Collections.Concurrent;
using System.Collections.Frozen;
using Cleak.Tests.Samples;
using Xunit;

namespace Cleak.EndToEnd.Samples;

/// <summary>Compiles and runs every sample, a few at a time; the tests read the outcome.</summary>
public sealed class TruthRuns : IAsyncLifetime
{
    private static readonly FrozenDictionary<string, TruthTool> Tools = new Dictionary<string, TruthTool>
    {
        ["memory"] = new MemoryTool(),
        ["realloc"] = new GuardTool("reallocguard.c", "lost", EvidenceKind.LostByRealloc),
        ["mappings"] = new GuardTool("mapguard.c", "mapped", EvidenceKind.LeftMapping),
        ["locks"] = new GuardTool("lockguard.c", "held", EvidenceKind.LockHeld),
        ["zero"] = new GuardTool("zeroguard.c", "zero", EvidenceKind.ReallocToZero),
        ["break"] = new GuardTool("breakguard.c", "break", EvidenceKind.BreakMoved),
        ["threads"] = new ThreadTool(),
        ["misuse"] = new GuardTool("threadguard.c", "misuse", EvidenceKind.ThreadMisuse),
        ["objects"] = new GuardTool("objectguard.c", ("left", EvidenceKind.LeftObject)),
        ["keys"] = new GuardTool("keyguard.c", ("kept", EvidenceKind.KeptByKey)),
        ["stack"] = new SanitizerTool(["-fsanitize=address", "-fsanitize-recover=address", "-Wl,--wrap=pthread_create"], "AddressSanitizer: stack-use-after", EvidenceKind.StackOutlived, "latestart.c"),
        ["race"] = new SanitizerTool(["-fsanitize=thread"], "ThreadSanitizer: data race", EvidenceKind.Race, null),
        ["fork"] = new GuardTool(
            "forkguard.c",
            ("child", EvidenceKind.AllocationInChild),
            ("unsafe", EvidenceKind.UnsafeInChild),
            ("relock", EvidenceKind.LockHeldAtFork),
            ("exit", EvidenceKind.ExitInChild),
            ("handler", EvidenceKind.UnsafeInHandler),
            ("handlerfork", EvidenceKind.ForkInHandler)),
    }.ToFrozenDictionary();

    /// <summary>
    /// The last thread of a process ends it from inside itself, and what its stack still holds seems to be in use. Which thread is
    /// the last is chance: a defect is proven when one of several runs shows it. What must not happen must not happen in any.
    /// </summary>
    private const int Attempts = 4;

    private readonly ConcurrentDictionary<string, IReadOnlyList<string>> differences = new();

    /// <summary>Where everything is built that these tests need; it goes when they are done.</summary>
    public static string Folder { get; } = Directory.CreateTempSubdirectory("cleak-truth-").FullName;

    public async Task InitializeAsync() =>
        await Parallel.ForEachAsync(
            SampleCatalog.All,
            new ParallelOptions { MaxDegreeOfParallelism = Math.Clamp(Environment.ProcessorCount, 1, 4) },
            async (sample, _) => differences[sample.Name] = await CheckAsync(sample));

    public Task DisposeAsync()
    {
        Directory.Delete(Folder, recursive: true);
        return Task.CompletedTask;
    }

    /// <summary>What is untrue in a sample, as sentences.</summary>
    public IReadOnlyList<string> DifferencesOf(string name) => differences[name];

    private static async Task<IReadOnlyList<string>> CheckAsync(Sample sample)
    {
        string folder = Path.Combine(Folder, sample.Name.Replace('/', '-'));
        Directory.CreateDirectory(folder);
        string program = Path.Combine(folder, "program");
        Dictionary<string, string> programs = [];
        try
        {
            string[] sources = [.. sample.CompilerFlags, .. sample.Files.Select(file => file.Path)];
            await NativeCompiler.CompileProgramAsync(program, sources);
            foreach (string tool in sample.Runs.Select(run => run.Tool).Where(tool => tool != "none").Distinct())
                programs[tool] = await Tools[tool].PrepareAsync(program, sources, folder);
        }
        catch (Xunit.Sdk.XunitException error)
        {
            return [error.Message];
        }

        if (sample.Runs.All(run => run.Tool == "none"))
            return [];
        List<string> troubles = [];
        List<string> untrue = [];
        HashSet<EvidenceKind> seen = [];
        List<Evidence> evidence = [];
        for (int attempt = 0; attempt < Attempts; attempt++)
        {
            foreach (SampleRun run in sample.Runs.Where(run => run.Tool != "none"))
            {
                TruthReport report = await Tools[run.Tool].WatchAsync(programs[run.Tool], run.Arguments, folder);
                troubles.AddRange(report.Troubles.Select(trouble => $"{run.Tool}: {trouble}"));
                evidence.AddRange(report.Evidence);
                seen.UnionWith(Tools[run.Tool].Sees);
            }
            untrue = [.. TruthVerdict.Differences(sample.Expectations, seen, evidence, sample.Steps)];
            if (troubles.Count > 0 || untrue.Count == 0 || !untrue.TrueForAll(TruthVerdict.IsMissing))
                break;
        }
        return [.. troubles, .. untrue];
    }
}
