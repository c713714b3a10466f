namespace Cleak.Ir;

public enum SymbolKind : byte
{
    Function,
    Variable,
}

public enum Linkage : byte
{
    External,

    /// <summary>Static: its <see cref="Symbol.LinkKey"/> carries the file.</summary>
    Internal,
}

/// <summary>A function or a variable of static storage duration that a translation unit defines or names.</summary>
public sealed class Symbol
{
    /// <summary>Index in <see cref="TranslationUnit.Symbols"/>.</summary>
    public required int Id { get; init; }

    public required string Name { get; init; }

    public required SymbolKind Kind { get; init; }

    public required Linkage Linkage { get; init; }

    /// <summary>What must be equal for two units to mean the same thing: the name, or path and name where the linkage is internal.</summary>
    public required string LinkKey { get; init; }

    public required IrType Type { get; init; }

    /// <summary>Where it is declared, for notes.</summary>
    public SourceSpan Span { get; init; }

    /// <summary>Declared in a system header: part of the platform, not of the program.</summary>
    public bool IsInSystemHeader { get; init; }

    /// <summary>May be replaced by another definition at link time.</summary>
    public bool IsWeak { get; init; }

    public bool IsThreadLocal { get; init; }

    /// <summary>A variable that is never written after its initialisation.</summary>
    public bool IsConst { get; init; }

    /// <summary>Used without a declaration in scope (before C99).</summary>
    public bool IsImplicit { get; init; }

    public FunctionAttributes Attributes { get; init; } = FunctionAttributes.None;

    public override string ToString() => Name;
}
