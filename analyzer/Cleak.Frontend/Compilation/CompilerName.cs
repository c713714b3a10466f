using System.Collections.Frozen;
using System.Runtime.InteropServices;
using System.Text.RegularExpressions;

namespace Cleak.Frontend.Compilation;

/// <summary>What the name of a compiler says about what it compiles, and for which machine.</summary>
/// <param name="IsCPlusPlus">It takes every source for C++.</param>
/// <param name="Target">The target triple before the name (<c>arm-linux-gnueabihf-gcc</c>), or null for this machine.</param>
public readonly partial record struct CompilerName(bool IsCPlusPlus, string? Target)
{
    private static readonly FrozenSet<string> Architectures = FrozenSet.Create(
        StringComparer.Ordinal,
        "x86_64", "i386", "i486", "i586", "i686", "arm", "armeb", "armv5te", "armv6", "armv6m", "armv7", "armv7a", "armv7m", "armv8", "thumb",
        "aarch64", "aarch64_be", "arm64", "riscv32", "riscv64", "mips", "mipsel", "mips64", "mips64el", "mipsisa32r6", "mipsisa64r6el",
        "powerpc", "powerpc64", "powerpc64le", "s390x", "sparc", "sparc64", "loongarch64", "avr", "msp430", "hexagon", "m68k");

    // A command may begin with a launcher (ccache gcc …) or with libtool and its options.
    private const int WordsLookedAt = 8;

    /// <summary>Reads the first words of a command line.</summary>
    public static CompilerName Of(IReadOnlyList<string> arguments)
    {
        for (int i = 0; i < Math.Min(arguments.Count, WordsLookedAt); i++)
        {
            string name = arguments[i][(arguments[i].LastIndexOfAny(['/', '\\']) + 1)..];
            Match match = Pattern().Match(name);
            if (match.Success) return new CompilerName(match.Groups["name"].Value.EndsWith('+'), TargetOf(match.Groups["prefix"].Value));
        }
        return default;
    }

    private static string? TargetOf(string prefix)
    {
        string triple = prefix.TrimEnd('-');
        int dash = triple.IndexOf('-', StringComparison.Ordinal);
        string architecture = dash < 0 ? triple : triple[..dash];
        return Architectures.Contains(architecture) && dash > 0 && !IsThisMachine(triple, architecture) ? triple : null;
    }

    private static bool IsThisMachine(string triple, string architecture)
    {
        string here = RuntimeInformation.OSArchitecture switch
        {
            Architecture.X64 => "x86_64",
            Architecture.Arm64 => "aarch64",
            Architecture.X86 => "i686",
            _ => string.Empty,
        };
        return architecture == here && OperatingSystem.IsLinux() && triple.EndsWith("linux-gnu", StringComparison.Ordinal);
    }

    [GeneratedRegex(@"^(?<prefix>([A-Za-z0-9_.]+-)*)(?<name>gcc|g\+\+|cc|c\+\+|clang|clang\+\+|icc|icx|icpc|icpx|tcc)(-[0-9][0-9.]*)?(\.exe)?$")]
    private static partial Regex Pattern();
}
