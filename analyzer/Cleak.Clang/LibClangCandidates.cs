using System.Globalization;
using System.Runtime.InteropServices;

namespace Cleak.Clang;

/// <summary>Where a libclang may be, in the order in which it is looked for.</summary>
internal static class LibClangCandidates
{
    public static IEnumerable<(string Path, LibClangOrigin Origin)> Enumerate(string? explicitPath, string? environmentPath)
    {
        if (!string.IsNullOrEmpty(explicitPath))
        {
            return [(InFolder(explicitPath), LibClangOrigin.Explicit)];
        }

        if (!string.IsNullOrEmpty(environmentPath))
        {
            return [(InFolder(environmentPath), LibClangOrigin.Environment)];
        }

        return BesideTool().Concat(System());
    }

    /// <summary>A folder stands for the newest libclang in it.</summary>
    private static string InFolder(string path) =>
        Directory.Exists(path) ? FilesIn(path).OrderBy(Rank).FirstOrDefault() ?? Path.Combine(path, "libclang.so") : path;

    private static IEnumerable<(string Path, LibClangOrigin Origin)> BesideTool() =>
        FilesIn(AppContext.BaseDirectory).OrderBy(Rank).Select(file => (file, LibClangOrigin.BesideTool));

    private static IEnumerable<(string Path, LibClangOrigin Origin)> System()
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (string file in SystemFolders().SelectMany(FilesIn).OrderBy(Rank).ThenBy(file => file, StringComparer.Ordinal))
        {
            // The same library has many names; each file is looked at once.
            if (seen.Add(Resolve(file)))
            {
                yield return (file, LibClangOrigin.System);
            }
        }

        // Whatever the loader's own cache and LD_LIBRARY_PATH know.
        for (int version = LibClangSearch.NewestKnownVersion; version >= LibClangSearch.MinimumVersion; version--)
        {
            foreach (string name in Sonames(version))
            {
                if (NativeLibrary.TryLoad(name, out _))
                {
                    yield return (name, LibClangOrigin.System);
                }
            }
        }

        foreach (string name in (string[])["libclang.so", "libclang.dylib", "libclang.dll"])
        {
            if (NativeLibrary.TryLoad(name, out _))
            {
                yield return (name, LibClangOrigin.System);
            }
        }
    }

    private static IEnumerable<string> Sonames(int version)
    {
        yield return string.Create(CultureInfo.InvariantCulture, $"libclang-{version}.so.{version}");
        yield return string.Create(CultureInfo.InvariantCulture, $"libclang-{version}.so.1");
        yield return string.Create(CultureInfo.InvariantCulture, $"libclang.so.{version}.1");
        yield return string.Create(CultureInfo.InvariantCulture, $"libclang.so.{version}");
    }

    private static IEnumerable<string> SystemFolders()
    {
        string triplet = RuntimeInformation.OSArchitecture switch
        {
            Architecture.X64 => "x86_64-linux-gnu",
            Architecture.Arm64 => "aarch64-linux-gnu",
            Architecture.S390x => "s390x-linux-gnu",
            Architecture.Ppc64le => "powerpc64le-linux-gnu",
            Architecture.RiscV64 => "riscv64-linux-gnu",
            Architecture.LoongArch64 => "loongarch64-linux-gnu",
            _ => "i386-linux-gnu",
        };
        string[] folders =
        [
            $"/usr/lib/{triplet}", "/usr/lib64", "/usr/lib", "/usr/local/lib", "/usr/local/lib64",
            "/opt/homebrew/opt/llvm/lib", "/usr/local/opt/llvm/lib",
            "/Library/Developer/CommandLineTools/usr/lib", @"C:\Program Files\LLVM\bin",
        ];
        foreach (string folder in folders)
        {
            yield return folder;
        }

        // Debian has /usr/lib/llvm-19/lib, Gentoo /usr/lib/llvm/19/lib64, Alpine /usr/lib/llvm19/lib.
        foreach (string parent in (string[])["/usr/lib", "/usr/lib64", "/usr/lib/llvm", "/opt"])
        {
            foreach (string folder in Subfolders(parent, parent.EndsWith("llvm", StringComparison.Ordinal) ? "*" : "llvm*"))
            {
                yield return Path.Combine(folder, "lib");
                yield return Path.Combine(folder, "lib64");
            }
        }
    }

    private static string[] Subfolders(string parent, string pattern)
    {
        try
        {
            return Directory.Exists(parent) ? Directory.GetDirectories(parent, pattern) : [];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    /// <summary>The libclang files of a folder; those of the C++ library and of the sanitizers are others.</summary>
    private static IEnumerable<string> FilesIn(string folder)
    {
        string[] files;
        try
        {
            files = Directory.Exists(folder) ? Directory.GetFiles(folder, "libclang*") : [];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            files = [];
        }

        return files.Where(IsLibClang);
    }

    private static bool IsLibClang(string file)
    {
        string rest = Path.GetFileName(file)["libclang".Length..];
        if (rest is ".dll" or ".dylib")
        {
            return true;
        }

        return rest.Contains(".so", StringComparison.Ordinal)
            && rest.Replace(".so", string.Empty, StringComparison.Ordinal).All(c => char.IsAsciiDigit(c) || c is '.' or '-');
    }

    /// <summary>Newest first among the known versions, then unnumbered names, then versions that nobody has tried.</summary>
    private static int Rank(string file)
    {
        int version = VersionInName(file);
        return version switch
        {
            0 => 1000,
            > LibClangSearch.NewestKnownVersion => 2000 - version,
            >= LibClangSearch.MinimumVersion => 100 - version,
            _ => 3000 - version,
        };
    }

    /// <summary>The version that the file's name tells, links resolved (libclang-19.so.1, libclang.so.19.1); 0 when it tells none.</summary>
    private static int VersionInName(string file)
    {
        foreach (string part in Path.GetFileName(Resolve(file)).Split('.', '-'))
        {
            if (int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out int number))
            {
                // libclang.so.1 has been the interface's number since the beginning.
                return number > 3 ? number : 0;
            }
        }

        return 0;
    }

    private static string Resolve(string file)
    {
        try
        {
            return File.ResolveLinkTarget(file, returnFinalTarget: true)?.FullName ?? file;
        }
        catch (IOException)
        {
            return file;
        }
    }
}
