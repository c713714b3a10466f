using Cleak.Clang;
using Cleak.Frontend.Compilation;

namespace Cleak.Frontend.Parsing;

/// <summary>A parsed source file: its tree while it lives, where it is damaged, and how the parse went.</summary>
public sealed class ParsedUnit : IDisposable
{
    internal ParsedUnit(CompileCommand command, ClangTranslationUnit? unit, DamageMap? damage, UnitFacts facts)
    {
        Command = command;
        Unit = unit;
        Damage = damage;
        Facts = facts;
    }

    /// <summary>The command that was asked for.</summary>
    public CompileCommand Command { get; }

    /// <summary>The tree; null when libclang gave none.</summary>
    public ClangTranslationUnit? Unit { get; }

    /// <summary>Where the tree has holes; null when there is no tree.</summary>
    public DamageMap? Damage { get; }

    /// <summary>How the parse went.</summary>
    public UnitFacts Facts { get; }

    public void Dispose() => Unit?.Dispose();
}
