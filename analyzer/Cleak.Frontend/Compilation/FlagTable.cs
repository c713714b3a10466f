using System.Collections.Frozen;
using System.Collections.Immutable;

namespace Cleak.Frontend.Compilation;

/// <summary>How a flag carries its value.</summary>
internal enum FlagShape
{
    /// <summary>No value: the argument is the flag.</summary>
    Alone,
    /// <summary>The value follows in the same argument (<c>-std=c11</c>).</summary>
    Joined,
    /// <summary>The value is the next argument (<c>-target x</c>).</summary>
    Separate,
    /// <summary>Either (<c>-Ix</c>, <c>-I x</c>).</summary>
    JoinedOrSeparate,
}

/// <summary>What becomes of a flag.</summary>
internal enum FlagUse
{
    /// <summary>It is handed to libclang.</summary>
    Keep,
    /// <summary>Its value names a folder, which must be a trusted one.</summary>
    Folder,
    /// <summary>Its value names a header, which must be a trusted one.</summary>
    Header,
    /// <summary>It defines or undefines a macro.</summary>
    Macro,
    /// <summary>It names the language standard.</summary>
    Standard,
    /// <summary>It names the source language.</summary>
    Language,
    /// <summary>It names the machine that is compiled for.</summary>
    Target,
    /// <summary>A list for the preprocessor, of which macros are kept (<c>-Wp,-DX</c>).</summary>
    Preprocessor,
    /// <summary>OpenMP's directives have a meaning.</summary>
    OpenMp,
    /// <summary>It changes nothing that is seen in a syntax tree.</summary>
    Ignore,
    /// <summary>It loads code, writes files or passes something on unseen: it never reaches libclang.</summary>
    Refuse,
}

/// <summary>A row of the table of flags.</summary>
/// <param name="Name">The flag up to its value, with its equals sign when that is a part of it.</param>
/// <param name="CanonicalName">What is handed on in its place; null for the name itself.</param>
internal sealed record Flag(string Name, FlagShape Shape, FlagUse Use, string? CanonicalName = null);

/// <summary>
/// The compiler flags that have a meaning for a syntax tree, and those with a value that must be skipped with them.
/// Everything else is dropped: an allow-list stays right when compilers gain flags. Sources: the option tables in the
/// manuals of gcc 14 and clang 19.
/// </summary>
internal static class FlagTable
{
    private static readonly ImmutableArray<Flag> Valued =
    [
        new("-D", FlagShape.JoinedOrSeparate, FlagUse.Macro),
        new("-U", FlagShape.JoinedOrSeparate, FlagUse.Macro),
        new("--define-macro=", FlagShape.Joined, FlagUse.Macro, "-D"),
        new("--define-macro", FlagShape.Separate, FlagUse.Macro, "-D"),
        new("--undefine-macro=", FlagShape.Joined, FlagUse.Macro, "-U"),
        new("--undefine-macro", FlagShape.Separate, FlagUse.Macro, "-U"),
        new("-I", FlagShape.JoinedOrSeparate, FlagUse.Folder),
        new("--include-directory=", FlagShape.Joined, FlagUse.Folder, "-I"),
        new("--include-directory", FlagShape.Separate, FlagUse.Folder, "-I"),
        new("-isystem", FlagShape.JoinedOrSeparate, FlagUse.Folder),
        new("-iquote", FlagShape.JoinedOrSeparate, FlagUse.Folder),
        new("-idirafter", FlagShape.JoinedOrSeparate, FlagUse.Folder),
        new("--sysroot=", FlagShape.Joined, FlagUse.Folder, "--sysroot"),
        new("--sysroot", FlagShape.Separate, FlagUse.Folder),
        new("-isysroot", FlagShape.JoinedOrSeparate, FlagUse.Folder),
        new("-include", FlagShape.Separate, FlagUse.Header),
        new("--include=", FlagShape.Joined, FlagUse.Header, "-include"),
        new("--include", FlagShape.Separate, FlagUse.Header, "-include"),
        new("-imacros", FlagShape.Separate, FlagUse.Header),
        new("-std=", FlagShape.Joined, FlagUse.Standard),
        new("--std=", FlagShape.Joined, FlagUse.Standard),
        new("--std", FlagShape.Separate, FlagUse.Standard),
        new("-ansi", FlagShape.Alone, FlagUse.Standard),
        new("-x", FlagShape.JoinedOrSeparate, FlagUse.Language),
        new("--language=", FlagShape.Joined, FlagUse.Language),
        new("-target", FlagShape.Separate, FlagUse.Target),
        new("--target=", FlagShape.Joined, FlagUse.Target),
        new("-Wp,", FlagShape.Joined, FlagUse.Preprocessor),
        new("-fopenmp", FlagShape.Alone, FlagUse.OpenMp),
        new("-fopenmp=", FlagShape.Joined, FlagUse.OpenMp),
        .. Joined(FlagUse.Keep, "-march=", "-mcpu=", "-mfpu=", "-mfloat-abi=", "-fpack-struct=", "-fgnuc-version=", "-fno-builtin-"),

        .. Separate(FlagUse.Refuse, "-Xclang", "-Xpreprocessor", "-mllvm", "-wrapper", "-specs", "--specs", "--config",
            "-ivfsoverlay", "-vfsoverlay", "-resource-dir", "-include-pch", "-load", "-add-plugin", "-fmodule-map-file", "-iframework",
            "-imultilib", "-iprefix", "-iwithprefix", "-iwithprefixbefore", "-gcc-toolchain", "--gcc-toolchain"),
        .. Joined(FlagUse.Refuse, "-fplugin", "-fpass-plugin=", "-specs=", "--specs=", "--config=", "-resource-dir=", "-fmodules",
            "-fmodule-", "-fcrash-diagnostics", "-gcc-toolchain=", "--gcc-toolchain=", "-cc1", "-fbracket-depth", "-Xpreprocessor=",
            "-save-temps", "--save-temps", "-ftime-trace", "-fproc-stat-report", "-fdump-", "-dump", "-fbuild-session", "-fprebuilt"),
        new("-B", FlagShape.JoinedOrSeparate, FlagUse.Refuse),
        .. Separate(FlagUse.Refuse, "-MF", "-MT", "-MQ", "-MJ", "-serialize-diagnostics", "--serialize-diagnostics", "-dependency-file"),
        new("-M", FlagShape.Joined, FlagUse.Refuse),
        new("-o", FlagShape.JoinedOrSeparate, FlagUse.Refuse),

        .. Separate(FlagUse.Ignore, "-Xlinker", "-Xassembler", "-Xanalyzer", "--param", "-aux-info", "-dumpbase", "-dumpdir", "-dumpbase-ext",
            "-arch", "-framework", "-mthread-model", "-isystem-after", "-cxx-isystem", "-T", "-u", "-z", "-e", "-A", "-G"),
        new("-l", FlagShape.JoinedOrSeparate, FlagUse.Ignore),
        new("-L", FlagShape.JoinedOrSeparate, FlagUse.Ignore),
        .. Joined(FlagUse.Ignore, "-W", "-g", "-O", "-pipe", "-pedantic", "-static", "-shared", "-rdynamic", "-f", "-m"),
        .. Alone(FlagUse.Ignore, "-c", "-S", "-E", "-v", "-H", "-P", "-C", "-CC", "-p", "-pg", "-s", "-r", "-w", "-Q", "-dD", "-dM", "-nobuiltininc",
            "-nostdlib", "-nodefaultlibs", "-nostartfiles"),
    ];

    private static readonly ImmutableArray<Flag> Kept =
    [
        .. Alone(FlagUse.Keep, "-m32", "-m64", "-mx32", "-m16", "-mbig-endian", "-mlittle-endian", "-EB", "-EL", "-mthumb", "-marm",
            "-mlong-double-64", "-mlong-double-80", "-mlong-double-128", "-pthread", "-trigraphs", "-undef", "-nostdinc", "-nostdlibinc"),
        .. BothWays("-m", "sse", "sse2", "sse3", "ssse3", "sse4", "sse4.1", "sse4.2", "sse4a", "avx", "avx2", "avx512f", "avx512bw", "avx512cd",
            "avx512dq", "avx512vl", "avx512vbmi", "avx512vbmi2", "avx512vnni", "avx512ifma", "avx512bitalg", "avx512vpopcntdq", "aes", "vaes",
            "pclmul", "vpclmulqdq", "gfni", "fma", "fma4", "bmi", "bmi2", "popcnt", "lzcnt", "rdrnd", "rdseed", "sha", "crc32", "f16c", "adx",
            "mmx", "movbe", "xsave", "fsgsbase", "altivec", "vsx", "soft-float", "general-regs-only", "align-double"),
        .. BothWays("-f", "signed-char", "unsigned-char", "short-enums", "short-wchar", "ms-extensions", "ms-compatibility", "gnu89-inline",
            "builtin", "freestanding", "hosted", "pack-struct", "dollars-in-identifiers", "blocks", "declspec", "gnu-keywords"),
        // clang has gcc's Plan 9 extensions as a part of Microsoft's: unnamed members by their tag or type name.
        new("-fplan9-extensions", FlagShape.Alone, FlagUse.Keep, "-fms-extensions"),
        .. new[] { "lp64", "lp64f", "lp64d", "ilp32", "ilp32f", "ilp32d", "n32", "64", "32", "aapcs", "aapcs-linux", "elfv1", "elfv2" }
            .Select(abi => new Flag("-mabi=" + abi, FlagShape.Alone, FlagUse.Keep)),
    ];

    private static readonly FrozenDictionary<string, Flag> Exact =
        Kept.Concat(Valued.Where(flag => flag.Shape != FlagShape.Joined)).ToFrozenDictionary(flag => flag.Name, StringComparer.Ordinal);

    // The longest name decides: -fplugin= before -f, -D_FORTIFY_SOURCE before -D.
    private static readonly ImmutableArray<Flag> Prefixes =
    [
        .. Valued.Where(flag => flag.Shape is FlagShape.Joined or FlagShape.JoinedOrSeparate)
            .OrderByDescending(flag => flag.Name.Length).ThenBy(flag => flag.Name, StringComparer.Ordinal),
    ];

    private static readonly FrozenDictionary<string, string> Standards = new Dictionary<string, string>
    {
        // libclang 17 knows C23 by its working name only; later ones know both.
        ["c23"] = "c2x",
        ["gnu23"] = "gnu2x",
        ["iso9899:2024"] = "c2x",
    }.Concat(new[]
    {
        "c89", "c90", "iso9899:1990", "iso9899:199409", "gnu89", "gnu90", "c99", "c9x", "iso9899:1999", "iso9899:199x", "gnu99", "gnu9x",
        "c11", "c1x", "iso9899:2011", "gnu11", "gnu1x", "c17", "c18", "iso9899:2017", "iso9899:2018", "gnu17", "gnu18", "c2x", "gnu2x",
        "c2y", "gnu2y",
    }.Select(name => KeyValuePair.Create(name, name))).ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The row for <paramref name="argument"/>, or null for a flag that nobody here has heard of.</summary>
    public static Flag? Find(string argument)
    {
        if (Exact.TryGetValue(argument, out Flag? exact)) return exact;
        foreach (Flag flag in Prefixes)
        {
            if (argument.StartsWith(flag.Name, StringComparison.Ordinal)) return flag;
        }
        return null;
    }

    /// <summary>The name by which every supported libclang knows a C standard, or null when it is none.</summary>
    public static string? StandardName(string written) => Standards.GetValueOrDefault(written);

    private static IEnumerable<Flag> Joined(FlagUse use, params IEnumerable<string> names) =>
        names.Select(name => new Flag(name, FlagShape.Joined, use));

    private static IEnumerable<Flag> Separate(FlagUse use, params IEnumerable<string> names) =>
        names.Select(name => new Flag(name, FlagShape.Separate, use));

    private static IEnumerable<Flag> Alone(FlagUse use, params IEnumerable<string> names) =>
        names.Select(name => new Flag(name, FlagShape.Alone, use));

    private static IEnumerable<Flag> BothWays(string prefix, params IEnumerable<string> names) =>
        names.SelectMany(name => new[] { prefix + name, prefix + "no-" + name }).Select(name => new Flag(name, FlagShape.Alone, FlagUse.Keep));
}
