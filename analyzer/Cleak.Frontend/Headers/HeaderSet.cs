using System.Collections.Immutable;
using Cleak.Clang;
using Cleak.Frontend.Compilation;

namespace Cleak.Frontend.Headers;

/// <summary>What the user wishes for the choice of headers.</summary>
public sealed record HeaderOptions
{
    /// <summary>A clang resource folder (its <c>include</c> holds stddef.h) that the user named.</summary>
    public string? ResourceFolder { get; init; }

    /// <summary>Use the analyzer's own compiler headers even where clang's exist.</summary>
    public bool OwnBuiltins { get; init; }

    /// <summary>Use the analyzer's own C library headers even where the system's exist.</summary>
    public bool OwnLibc { get; init; }
}

/// <summary>
/// Which headers answer <c>#include &lt;…&gt;</c>. The compiler's own (stddef.h, stdarg.h, …): clang's of the same major
/// version if there are any, else the analyzer's, never gcc's, which only gcc can read. The C library's: the system's,
/// with the analyzer's last in the search order, where they serve what is missing and shadow nothing.
/// </summary>
public sealed class HeaderSet
{
    // Without clang's intrinsics headers, code that asks for these takes its portable way.
    private static readonly ImmutableArray<string> WithoutIntrinsics =
    [
        .. new[] { "SSE__", "SSE2__", "SSE3__", "SSSE3__", "SSE4_1__", "SSE4_2__", "AVX__", "AVX2__", "AES__", "PCLMUL__", "BMI2__", "ARM_NEON", "ARM_NEON__", "ALTIVEC__" }
            .Select(name => "-U__" + name),
    ];

    private readonly SystemHeaders system;
    private readonly bool ownLibc;

    private HeaderSet(string? resourceFolder, SystemHeaders system, bool ownLibc)
    {
        ResourceFolder = resourceFolder;
        this.system = system;
        this.ownLibc = ownLibc || system.LibcHeader is null;
        Files = resourceFolder is null ? OwnHeaders.Builtin.AddRange(OwnHeaders.Libc) : OwnHeaders.Libc;
    }

    /// <summary>clang's resource folder in use; null when the analyzer's own headers stand in.</summary>
    public string? ResourceFolder { get; }

    /// <summary>No header of the system's C library is used.</summary>
    public bool IsWithoutSystemLibc => ownLibc;

    /// <summary>The headers that are handed to libclang in memory.</summary>
    public ImmutableArray<UnsavedFile> Files { get; }

    /// <summary>Chooses the headers that go with <paramref name="library"/>.</summary>
    /// <exception cref="FrontendException">The resource folder that the user named holds no headers.</exception>
    public static HeaderSet Choose(HeaderOptions options, LibClangLibrary library, SystemHeaders system)
    {
        string? resources = options switch
        {
            { ResourceFolder: { } named } => ResourceFolders.IsOne(named)
                ? named
                : throw new FrontendException($"{named}: no clang resource folder, include/stddef.h is not there"),
            { OwnBuiltins: true } => null,
            _ => ResourceFolders.Find(library.Path, library.MajorVersion),
        };
        return new HeaderSet(resources, system, options.OwnLibc);
    }

    /// <summary>The flags that put these headers behind those of <paramref name="command"/>.</summary>
    /// <param name="withoutSystemLibc">Leave the system's C library out for this unit: it does not fit the target.</param>
    public IEnumerable<string> Arguments(CompileCommand command, bool withoutSystemLibc)
    {
        if (command.Flags.Contains("-nostdinc"))
        {
            // The project brings its C library; what it takes from its compiler must still be found, after its own.
            return ["-idirafter", ResourceFolder is null ? OwnHeaders.BuiltinFolder : Path.Join(ResourceFolder, "include")];
        }

        List<string> arguments = ResourceFolder is null
            ? ["-nobuiltininc", "-isystem", OwnHeaders.BuiltinFolder, .. WithoutIntrinsics]
            : ["-resource-dir=" + ResourceFolder];
        if (ownLibc || withoutSystemLibc || LacksCrossHeaders(command)) arguments.Add("-nostdlibinc");
        else if (command.Flags.Any(flag => flag is "-m32" or "-mx32")) AddOtherWidth(arguments);
        arguments.AddRange(["-idirafter", OwnHeaders.LibcFolder]);
        return arguments;
    }

    /// <summary>Code for another machine cannot be read with this machine's C library.</summary>
    private static bool LacksCrossHeaders(CompileCommand command) =>
        command.Target is { } target
        && !command.Flags.Any(flag => flag.StartsWith("--sysroot", StringComparison.Ordinal) || flag == "-isysroot")
        && !Directory.Exists($"/usr/{target}/include") && !Directory.Exists($"/usr/include/{target}");

    /// <summary>Debian keeps one set of headers for both widths of x86, in the folder of the wider.</summary>
    private void AddOtherWidth(List<string> arguments)
    {
        foreach (string folder in system.Folders.Where(folder => folder.EndsWith("-linux-gnu", StringComparison.Ordinal)))
            arguments.AddRange(["-idirafter", folder]);
    }
}
