using System.Collections.Immutable;

namespace Cleak.Ir;

/// <summary>
/// All that the analysis needs of one compiled file: functions as control-flow graphs, variables, symbols, types. Immutable;
/// nothing of libclang is left in it. Spans index <see cref="Files"/>, where entry 0 stands for "nowhere".
/// </summary>
public sealed class TranslationUnit
{
    /// <summary>The main file's canonical path.</summary>
    public required string Path { get; init; }

    public required ImmutableArray<SourceFile> Files { get; init; }

    public required TypeTable Types { get; init; }

    public required ImmutableArray<Symbol> Symbols { get; init; }

    public required ImmutableArray<StringLiteral> Strings { get; init; }

    public required ImmutableArray<Global> Globals { get; init; }

    public required ImmutableArray<Function> Functions { get; init; }

    /// <summary>What went wrong while it was read: errors, missing headers.</summary>
    public ImmutableArray<UnitProblem> Problems { get; init; } = [];

    /// <summary>Compiled as C23 or later.</summary>
    public bool IsC23 { get; init; }

    /// <summary>Bytes of a pointer on the target.</summary>
    public int PointerSize { get; init; } = 8;

    /// <summary>Which numbers Linux gives its system calls on the target.</summary>
    public SystemCallNumbers SystemCalls { get; init; }
}

/// <summary>Linux's tables of system calls (asm/unistd.h of each architecture).</summary>
public enum SystemCallNumbers : byte
{
    /// <summary>Not known here, or not Linux.</summary>
    Unknown,
    X64,
    X86,

    /// <summary>32 bits, EABI.</summary>
    Arm,

    /// <summary>asm-generic: AArch64, RISC-V, LoongArch.</summary>
    Generic,
}

public enum UnitProblemKind : byte
{
    /// <summary>The compiler front end reported an error; the functions it stands in are damaged.</summary>
    Error,
    MissingHeader,

    /// <summary>Flags had to be dropped for the unit to be read at all.</summary>
    FlagsDropped,
}

/// <summary>One thing that went wrong, in the compiler's or our words.</summary>
public sealed record UnitProblem(UnitProblemKind Kind, string Text, SourceSpan Span);
