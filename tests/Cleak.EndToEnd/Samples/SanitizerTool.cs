using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Cleak.EndToEnd.Samples;

/// <summary>
/// A build of the sample of its own, with a sanitizer of the compiler's. What it reports of a thread is told by where that thread was
/// created: an access to a stack that is gone, a race.
/// </summary>
/// <param name="flags">For the compiler.</param>
/// <param name="headline">What a report of the defect begins with.</param>
/// <param name="kind">What such a report proves.</param>
/// <param name="helper">A source file of native-samples/truth that is linked in, or null.</param>
public sealed partial class SanitizerTool(ImmutableArray<string> flags, string headline, EvidenceKind kind, string? helper) : TruthTool
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    /// <summary>Each report is told, and none ends the program or its exit code.</summary>
    private const string Options = "halt_on_error=0:exitcode=0:detect_leaks=0:detect_stack_use_after_return=1:suppress_equal_pcs=0:suppress_equal_stacks=0:suppress_equal_addresses=0:report_thread_leaks=0";

    public override ImmutableArray<EvidenceKind> Sees { get; } = [kind];

    public override async Task<string> PrepareAsync(string program, IEnumerable<string> sources, string folder)
    {
        string own = Path.Combine(folder, $"program-{kind}");
        string[] linked = helper is null ? [] : [Path.Combine(Cleak.Tests.Samples.SampleCatalog.Root, "truth", helper)];
        await NativeCompiler.CompileProgramAsync(own, [.. flags, .. sources, .. linked]);
        return own;
    }

    public override async Task<TruthReport> WatchAsync(string program, IEnumerable<string> arguments, string folder)
    {
        // The sanitizers' shadow memory has fixed places that a randomised layout may hit.
        string[] command = ["-R", "env", $"ASAN_OPTIONS={Options}", $"TSAN_OPTIONS={Options}", program, .. arguments];
        ProcessOutcome outcome = await BoundedProcess.RunAsync(MachineTools.Require("setarch", "util-linux"), command, folder, Limit);
        return outcome.EndedByItself && !outcome.Error.Contains("FATAL:", StringComparison.Ordinal)
            ? new([.. Parse(outcome.Error, headline, kind)], [])
            : new([], [$"ended with {outcome.ExitCode}: {outcome.Error}"]);
    }

    /// <summary>Reads what a sanitizer says: the stack below "created by" of a report of the defect.</summary>
    public static IEnumerable<Evidence> Parse(string text, string headline, EvidenceKind kind)
    {
        bool isMeant = false, isCreation = false;
        List<SourceLine> stack = [];
        foreach (string line in text.Split('\n').Append(""))
        {
            if (isCreation && FramePattern().Match(line) is { Success: true } frame)
            {
                if (frame.Groups["line"].Success)
                    stack.Add(new(Path.GetFileName(frame.Groups["file"].Value), int.Parse(frame.Groups["line"].ValueSpan, CultureInfo.InvariantCulture)));
                continue;
            }
            if (stack.Count > 0)
            {
                yield return new(kind, [.. stack]);
                stack.Clear();
            }
            isCreation = isMeant && line.Contains("created by", StringComparison.Ordinal);
            if (line.Contains("ERROR: ", StringComparison.Ordinal) || line.Contains("WARNING: ", StringComparison.Ordinal))
                isMeant = line.Contains(headline, StringComparison.Ordinal);
        }
    }

    // Of a frame of the sanitizer's own library, in C++ or without lines, there is no more to read than that it is one:
    // "    #0 pthread_create ../src/tsan_interceptors.cpp:1001 (libtsan.so.2+0x5e68)".
    // "    #2 0x55d0 in handle /samples/bad.c:60" of AddressSanitizer, "    #1 loop /samples/bad.c:17 (program+0x12f0)" of ThreadSanitizer.
    [GeneratedRegex(@"^\s+#\d+ (?:.*?(?<file>[^\s:]+\.[ch]):(?<line>\d+))?")]
    private static partial Regex FramePattern();
}
