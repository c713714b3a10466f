using System.Collections.Immutable;
using Cleak.Frontend.Compilation;
using Cleak.Frontend.Headers;

namespace Cleak.Frontend.Parsing;

/// <summary>One way to parse a unit: its command, maybe simplified, and whether the system's C library takes part.</summary>
internal sealed record ParseAttempt(CompileCommand Command, bool WithoutSystemLibc)
{
    // Everything that is said about old C (implicit declarations, unmatched pointers) leaves the tree whole. Without the
    // last two, the 20th error would silence the rest, and a misspelt name would silently be bound to one that is like it.
    private static readonly ImmutableArray<string> Tolerance =
    [
        "-w", "-Wno-unknown-warning-option", "-Wno-implicit-function-declaration", "-Wno-implicit-int", "-Wno-int-conversion",
        "-Wno-incompatible-pointer-types", "-Wno-incompatible-function-pointer-types", "-Wno-return-type", "-Wno-return-mismatch",
        "-Wno-deprecated-non-prototype", "-Wno-strict-prototypes", "-Wno-main-return-type", "-Wno-int-to-pointer-cast",
        "-ferror-limit=0", "-fno-spell-checking",
    ];

    /// <summary>A precompiled form of what the file begins with; null to read all of it.</summary>
    public string? Precompiled { get; init; }

    /// <summary>The whole command line for libclang, program name first.</summary>
    public IReadOnlyList<string> ArgumentsWith(HeaderSet headers)
    {
        List<string> arguments = ["clang", "-working-directory=" + Command.Directory, "-std=" + (Command.Standard ?? CompileCommand.DefaultStandard)];
        if (Command.Target is { } target) arguments.Add("--target=" + target);
        arguments.AddRange(Command.Flags);
        arguments.AddRange(headers.Arguments(Command, WithoutSystemLibc));
        arguments.AddRange(Tolerance);
        if (Precompiled is { } saved) arguments.AddRange(["-include-pch", saved]);
        arguments.Add(Command.File);
        return arguments;
    }
}
