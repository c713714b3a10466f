using System.Collections.Immutable;
using System.Globalization;

namespace Cleak.EndToEnd.Samples;

/// <summary>A library of native-samples/truth, preloaded into the sample, that writes a line with a stack for what it sees.</summary>
/// <param name="source">The library's source file.</param>
/// <param name="words">The first words of its lines about defects, and what such a line proves.</param>
public class GuardTool(string source, params (string Word, EvidenceKind Kind)[] words) : TruthTool
{
    public GuardTool(string source, string word, EvidenceKind kind)
        : this(source, (word, kind))
    {
    }

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    /// <summary>KiB of address space: room for about two hundred thread stacks, so that programs that never stop creating do stop.</summary>
    private const int AddressSpace = 2_000_000;

    private readonly Lazy<Task<string>> library = new(() => CompileAsync(source, words[0].Word));

    public override ImmutableArray<EvidenceKind> Sees { get; } = [.. words.Select(word => word.Kind)];

    public override async Task<TruthReport> WatchAsync(string program, IEnumerable<string> arguments, string folder)
    {
        string log = Path.Combine(folder, $"{words[0].Word}.log");
        File.Delete(log);
        string[] command =
        [
            "-c", $"ulimit -c 0; ulimit -s 8192; ulimit -v {AddressSpace}; exec env \"$@\"", "sh",
            $"LD_PRELOAD={await library.Value}", $"CLEAK_TRUTH_LOG={log}", program, .. arguments,
        ];
        ProcessOutcome outcome = await BoundedProcess.RunAsync("/bin/sh", command, folder, Limit);
        if (!outcome.EndedByItself || !File.Exists(log))
            return new([], [$"ended with {outcome.ExitCode}: {outcome.Error}"]);

        string[] lines = await File.ReadAllLinesAsync(log);
        ImmutableArray<Evidence>.Builder evidence = ImmutableArray.CreateBuilder<Evidence>();
        foreach (string line in lines)
        {
            string[] parts = line.Split(' ');
            foreach ((_, EvidenceKind kind) in words.Where(word => word.Word == parts[0]))
            {
                IEnumerable<ulong> frames = parts[1..].Select(frame => ulong.Parse(frame, NumberStyles.HexNumber, CultureInfo.InvariantCulture));
                evidence.Add(new(kind, await AddressLines.OfAsync(program, frames)));
            }
        }
        return new(evidence.ToImmutable(), [.. Troubles(lines, evidence.Count)]);
    }

    /// <summary>What else the library's lines say against the run.</summary>
    protected virtual IEnumerable<string> Troubles(string[] lines, int defects) => [];

    private static async Task<string> CompileAsync(string source, string word)
    {
        string library = Path.Combine(TruthRuns.Folder, $"{word}-{Path.ChangeExtension(source, ".so")}");
        await NativeCompiler.CompileLibraryAsync(library, Path.Combine(Cleak.Tests.Samples.SampleCatalog.Root, "truth", source));
        return library;
    }
}
