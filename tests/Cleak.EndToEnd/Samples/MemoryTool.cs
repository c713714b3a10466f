using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Cleak.EndToEnd.Samples;

/// <summary>Valgrind's memcheck: blocks and descriptors that are lost, accesses and releases that are invalid, uses of what was never written.</summary>
public sealed partial class MemoryTool : TruthTool
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    public override ImmutableArray<EvidenceKind> Sees { get; } =
    [
        EvidenceKind.LostBlock, EvidenceKind.IndirectlyLostBlock, EvidenceKind.OpenDescriptor,
        EvidenceKind.InvalidAccess, EvidenceKind.Overrun, EvidenceKind.UninitializedUse, EvidenceKind.InvalidRelease,
    ];

    public override async Task<TruthReport> WatchAsync(string program, IEnumerable<string> arguments, string folder)
    {
        string log = Path.Combine(folder, "memcheck.log");
        string[] command =
        [
            "--leak-check=full", "--show-leak-kinds=definite,indirect", "--track-fds=yes", "--error-limit=no", "--num-callers=40",
            "--child-silent-after-fork=yes", $"--log-file={log}", program, .. arguments,
        ];
        ProcessOutcome outcome = await BoundedProcess.RunAsync(MachineTools.Require("valgrind", "valgrind"), command, folder, Limit);
        string text = File.Exists(log) ? await File.ReadAllTextAsync(log) : "";
        // Without its last line the log is that of a run that did not come to its end.
        if (!outcome.EndedByItself || !text.Contains("ERROR SUMMARY:", StringComparison.Ordinal))
            return new([], [$"ended with {outcome.ExitCode}: {outcome.Error}{text}"]);
        return new([.. Parse(text)], []);
    }

    /// <summary>Reads a log: a headline opens a report, and the stack right below it is its own.</summary>
    public static IEnumerable<Evidence> Parse(string log)
    {
        EvidenceKind? kind = null;
        List<SourceLine> stack = [];
        foreach (string line in log.Split('\n').Append(""))
        {
            if (FramePattern().Match(line) is { Success: true } frame)
            {
                if (kind is not null && frame.Groups["line"].Success)
                    stack.Add(new(frame.Groups["file"].Value, int.Parse(frame.Groups["line"].ValueSpan, CultureInfo.InvariantCulture)));
                continue;
            }
            if (kind == EvidenceKind.InvalidAccess && stack.Count > 0 && OverrunPattern().IsMatch(line))
            {
                // The stack of the block's allocation follows and belongs to it.
                kind = EvidenceKind.Overrun;
                continue;
            }
            if (line.Contains("Address 0x", StringComparison.Ordinal) || stack.Count > 0)
            {
                if (kind is { } ended && stack.Count > 0)
                    yield return new(ended, [.. stack]);
                stack.Clear();
                kind = null;
            }
            if (HeadlineOf(line) is { } next)
                kind = next;
        }
    }

    private static EvidenceKind? HeadlineOf(string line) => HeadlinePattern().Match(line) switch
    {
        { Success: false } => null,
        var match when match.Groups["access"].Success => EvidenceKind.InvalidAccess,
        var match when match.Groups["unwritten"].Success => EvidenceKind.UninitializedUse,
        var match when match.Groups["release"].Success => EvidenceKind.InvalidRelease,
        var match when match.Groups["lost"].Success => EvidenceKind.LostBlock,
        var match when match.Groups["indirect"].Success => EvidenceKind.IndirectlyLostBlock,
        _ => EvidenceKind.OpenDescriptor,
    };

    [GeneratedRegex(@"^==\d+== {4}(?:at|by) 0x[0-9A-F]+: .* \((?:(?:in .*)|(?<file>[^():]+):(?<line>\d+))\)$")]
    private static partial Regex FramePattern();

    [GeneratedRegex(@"^==\d+==  Address 0x[0-9a-f]+ is \d+ bytes (?:after|inside) a block of size \d+ alloc'd$")]
    private static partial Regex OverrunPattern();

    [GeneratedRegex(@"^==\d+== (?:(?<access>Invalid (?:read|write) of size)|(?<unwritten>Conditional jump or move depends on uninitialised|Use of uninitialised value|Syscall param \S+ points to uninitialised)|(?<release>Invalid free\(\))|.* (?<lost>definitely lost) in loss|.* (?<indirect>indirectly lost) in loss|(?:Open (?:file descriptor|AF_\w+ socket)))")]
    private static partial Regex HeadlinePattern();
}
