using System.Text;

namespace Cleak.Clang;

/// <summary>
/// The search for a fit libclang: the path that was asked for, or else CLEAK_LIBCLANG, beside the tool, and the system's
/// versions from the newest down. What was named on purpose is taken or refused, never silently replaced.
/// </summary>
public sealed class LibClangSearch
{
    /// <summary>Below this the C API cannot tell which operator an expression has.</summary>
    public const int MinimumVersion = 17;

    /// <summary>The newest version whose node and type kinds are known to be as here; newer ones are tried last.</summary>
    public const int NewestKnownVersion = 22;

    public const string EnvironmentVariable = "CLEAK_LIBCLANG";

    private readonly List<LibClangLibrary> _refused = [];

    private LibClangSearch()
    {
    }

    /// <summary>The library to use, or null.</summary>
    public LibClangLibrary? Found { get; private set; }

    /// <summary>What was looked at and not taken, in the order of the search.</summary>
    public IReadOnlyList<LibClangLibrary> Refused => _refused;

    /// <summary>Searches in the real world.</summary>
    /// <param name="explicitPath">A file or folder named by the user, or null.</param>
    public static LibClangSearch Run(string? explicitPath) =>
        Run(LibClangCandidates.Enumerate(explicitPath, Environment.GetEnvironmentVariable(EnvironmentVariable)), LibClangProbe.Probe);

    /// <summary>Searches among given candidates with a given way to look at one.</summary>
    /// <param name="candidates">What to try, in order.</param>
    /// <param name="probe">The version text of a library; throws <see cref="DllNotFoundException"/> when it cannot be loaded.</param>
    public static LibClangSearch Run(IEnumerable<(string Path, LibClangOrigin Origin)> candidates, Func<string, string> probe)
    {
        var search = new LibClangSearch();
        foreach ((string path, LibClangOrigin origin) in candidates)
        {
            LibClangLibrary library = Judge(path, origin, probe);
            if (library.IsFit)
            {
                search.Found = library;
                return search;
            }

            search._refused.Add(library);
            if (origin is LibClangOrigin.Explicit or LibClangOrigin.Environment)
            {
                return search;
            }
        }

        return search;
    }

    /// <summary>The LLVM major version in what a library says of itself; 0 when it says none.</summary>
    public static int ParseMajorVersion(string versionText)
    {
        const string Marker = "version ";
        int at = versionText.IndexOf(Marker, StringComparison.Ordinal);
        if (at < 0)
        {
            return 0;
        }

        ReadOnlySpan<char> rest = versionText.AsSpan(at + Marker.Length);
        int digits = 0;
        while (digits < rest.Length && char.IsAsciiDigit(rest[digits]))
        {
            digits++;
        }

        return int.TryParse(rest[..digits], out int version) ? version : 0;
    }

    /// <summary>Why nothing was found and what to do about it.</summary>
    public string Explain()
    {
        var text = new StringBuilder();
        foreach (LibClangLibrary library in _refused)
        {
            text.Append("libclang at ").Append(library.Path).Append(" is not used: ").Append(library.Refusal).Append('\n');
        }

        text.Append("cleak needs libclang ").Append(MinimumVersion).Append(" or newer")
            .Append(_refused.Count == 0 ? ", and none was found" : string.Empty)
            .Append("; install it (Debian and Ubuntu: apt-get install libclang1-19; Fedora: dnf install clang-libs; Alpine: apk add clang-libclang)")
            .Append(" or name one with --libclang PATH or ").Append(EnvironmentVariable).Append("=PATH");
        return text.ToString();
    }

    private static LibClangLibrary Judge(string path, LibClangOrigin origin, Func<string, string> probe)
    {
        string versionText;
        try
        {
            versionText = probe(path);
        }
        catch (DllNotFoundException exception)
        {
            return new LibClangLibrary(path, origin, 0, string.Empty, exception.Message);
        }

        int version = ParseMajorVersion(versionText);
        string? refusal = version switch
        {
            0 => $"it does not say which version it is (\"{versionText}\")",
            < MinimumVersion => $"it is version {version} (\"{versionText}\"), and {MinimumVersion} or newer is needed",
            _ => null,
        };
        return new LibClangLibrary(path, origin, version, versionText, refusal);
    }
}
