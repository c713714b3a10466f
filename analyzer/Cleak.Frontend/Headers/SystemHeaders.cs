using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace Cleak.Frontend.Headers;

/// <summary>The header folders of the system that the analyzer runs on, and what is in them.</summary>
public sealed class SystemHeaders
{
    private readonly Dictionary<string, bool> known = new(StringComparer.Ordinal);

    /// <summary>The headers in <paramref name="folders"/>, in search order; those that do not exist are left out.</summary>
    public SystemHeaders(IEnumerable<string> folders)
    {
        Folders = [.. folders.Where(Directory.Exists)];
        LibcHeader = Folders.Select(folder => Path.Join(folder, "stdlib.h")).FirstOrDefault(File.Exists);
    }

    /// <summary>The folders that exist, in search order.</summary>
    public ImmutableArray<string> Folders { get; }

    /// <summary>The C library's <c>stdlib.h</c>, which stands for all its headers; null when there are none.</summary>
    public string? LibcHeader { get; }

    /// <summary>Looks in the places where Linux systems keep headers.</summary>
    public static SystemHeaders Probe()
    {
        string machine = RuntimeInformation.OSArchitecture switch
        {
            Architecture.Arm64 => "aarch64-linux-gnu",
            Architecture.X86 => "i386-linux-gnu",
            _ => "x86_64-linux-gnu",
        };
        return new SystemHeaders(["/usr/local/include", "/usr/include/" + machine, "/usr/include"]);
    }

    /// <summary>Whether <c>#include &lt;name&gt;</c> is answered by the system or by a header of our own.</summary>
    public bool Has(string name)
    {
        if (known.TryGetValue(name, out bool there)) return there;
        there = OwnHeaders.Has(name) || (!Path.IsPathRooted(name) && Folders.Any(folder => File.Exists(Path.Join(folder, name))));
        return known[name] = there;
    }
}
