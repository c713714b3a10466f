using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Globalization;

namespace Cleak.EndToEnd.Samples;

/// <summary>The source lines of return addresses in a program.</summary>
public static class AddressLines
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    /// <summary>A program linked at a fixed address lies below this; libraries lie above.</summary>
    private const ulong EndOfProgram = 0x10000000;

    private static readonly ConcurrentDictionary<string, SourceLine?> Known = new();

    public static async Task<ImmutableArray<SourceLine>> OfAsync(string program, IEnumerable<ulong> returnAddresses)
    {
        // A return address is behind its call, which may be the last of its line.
        string[] calls = [.. returnAddresses.Where(address => address < EndOfProgram)
            .Select(address => (address - 1).ToString("x", CultureInfo.InvariantCulture))];
        string[] unknown = [.. calls.Where(call => !Known.ContainsKey(program + call)).Distinct()];
        if (unknown.Length > 0)
        {
            ProcessOutcome outcome = await BoundedProcess.RunAsync(
                MachineTools.Require("addr2line", "binutils"), ["-e", program, .. unknown], Path.GetTempPath(), Limit);
            string[] answers = outcome.Output.Split('\n');
            for (int i = 0; i < unknown.Length; i++)
                Known[program + unknown[i]] = Parse(answers[i]);
        }
        return [.. calls.Select(call => Known[program + call]).OfType<SourceLine>()];
    }

    /// <summary>Reads <c>/folder/file.c:12 (discriminator 2)</c>; what has no line, such as the C runtime's start, is <c>??:?</c>.</summary>
    private static SourceLine? Parse(string answer)
    {
        string place = answer.Split(' ')[0];
        int colon = place.LastIndexOf(':');
        return colon > 0 && int.TryParse(place.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out int line) && line > 0
            ? new(Path.GetFileName(place[..colon]), line)
            : null;
    }
}
