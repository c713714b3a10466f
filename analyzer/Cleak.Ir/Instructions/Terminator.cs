using System.Collections.Immutable;

namespace Cleak.Ir;

public enum TerminatorKind : byte
{
    Goto,
    Branch,
    Switch,
    IndirectGoto,
    Return,
    Unreachable,
}

/// <summary>How a block ends. Conditions stand here and hold on the edges that leave.</summary>
public abstract class Terminator(TerminatorKind kind, SourceSpan span, MacroUse? macro)
{
    public TerminatorKind Kind { get; } = kind;

    public SourceSpan Span { get; } = span;

    public MacroUse? Macro { get; } = macro;

    /// <summary>Ordinals of the blocks that may follow, each once for every edge, in the order of the source.</summary>
    public abstract ImmutableArray<int> Successors { get; }

    public sealed override string ToString() => IrPrinter.Print(this);
}

public sealed class GotoTerminator(int target, SourceSpan span) : Terminator(TerminatorKind.Goto, span, null)
{
    public int Target { get; } = target;

    public override ImmutableArray<int> Successors { get; } = [target];
}

/// <summary>Two edges: where the condition is not zero, and where it is.</summary>
public sealed class BranchTerminator(Expression condition, int whenTrue, int whenFalse, SourceSpan span, MacroUse? macro)
    : Terminator(TerminatorKind.Branch, span, macro)
{
    public Expression Condition { get; } = condition;

    public int WhenTrue { get; } = whenTrue;

    public int WhenFalse { get; } = whenFalse;

    public override ImmutableArray<int> Successors { get; } = [whenTrue, whenFalse];
}

/// <summary>A case label's values, both ends included, and where it goes.</summary>
public readonly record struct SwitchCase(long Low, long High, int Target);

public sealed class SwitchTerminator(Expression value, ImmutableArray<SwitchCase> cases, int defaultTarget, SourceSpan span, MacroUse? macro)
    : Terminator(TerminatorKind.Switch, span, macro)
{
    public Expression Value { get; } = value;

    public ImmutableArray<SwitchCase> Cases { get; } = cases;

    /// <summary>Where no case holds: the default label, or what follows the switch.</summary>
    public int DefaultTarget { get; } = defaultTarget;

    /// <summary>The targets of the cases in their order, then the default.</summary>
    public override ImmutableArray<int> Successors { get; } = [.. cases.Select(c => c.Target), defaultTarget];
}

/// <summary>A computed goto: any label whose address the function takes.</summary>
public sealed class IndirectGotoTerminator(Expression address, ImmutableArray<int> targets, SourceSpan span)
    : Terminator(TerminatorKind.IndirectGoto, span, null)
{
    public Expression Address { get; } = address;

    public override ImmutableArray<int> Successors { get; } = targets;
}

public sealed class ReturnTerminator(Expression? value, SourceSpan span) : Terminator(TerminatorKind.Return, span, null)
{
    public Expression? Value { get; } = value;

    public override ImmutableArray<int> Successors => [];
}

/// <summary>Control does not get here: behind a call that never returns, or by the programmer's word.</summary>
public sealed class UnreachableTerminator(SourceSpan span) : Terminator(TerminatorKind.Unreachable, span, null)
{
    public override ImmutableArray<int> Successors => [];
}
