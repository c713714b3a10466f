using System.Collections.Immutable;

namespace Cleak.Ir;

public enum InstructionKind : byte
{
    Load,
    Store,
    Copy,
    Zero,
    Call,
    LifetimeStart,
    LifetimeEnd,
    Assembly,
    Unsupported,
}

/// <summary>One step of a basic block.</summary>
/// <param name="span">Where a reader of the source sees it: in macros, the place of use.</param>
/// <param name="macro">The macro it came out of, if any.</param>
public abstract class Instruction(InstructionKind kind, SourceSpan span, MacroUse? macro)
{
    public InstructionKind Kind { get; } = kind;

    public SourceSpan Span { get; } = span;

    public MacroUse? Macro { get; } = macro;

    public sealed override string ToString() => IrPrinter.Print(this);
}

/// <summary>The bits of a bit-field within the byte that an address names. A width of 0: not a bit-field.</summary>
public readonly record struct BitRange(byte Start, byte Width)
{
    public bool IsBitField => Width > 0;
}

/// <summary>What the source says of an access, beside its type.</summary>
[Flags]
public enum AccessTraits : byte
{
    None = 0,
    Volatile = 1,

    /// <summary>
    /// What interrupts it finds it done or not begun: an atomic operation, an object of atomic type, or of type <c>volatile sig_atomic_t</c>
    /// (C11 5.1.2.3, 7.14).
    /// </summary>
    Atomic = 2,
}

/// <summary>Reads a scalar into a temporary.</summary>
public sealed class LoadInstruction(int temporary, Expression address, IrType type, BitRange bits, AccessTraits traits, SourceSpan span, MacroUse? macro)
    : Instruction(InstructionKind.Load, span, macro)
{
    public int Temporary { get; } = temporary;

    public Expression Address { get; } = address;

    public IrType Type { get; } = type;

    public BitRange Bits { get; } = bits;

    public AccessTraits Traits { get; } = traits;

    public bool IsVolatile => (Traits & AccessTraits.Volatile) != 0;

    public bool IsAtomic => (Traits & AccessTraits.Atomic) != 0;
}

/// <summary>Writes a scalar.</summary>
public sealed class StoreInstruction(Expression address, Expression value, IrType type, BitRange bits, AccessTraits traits, SourceSpan span, MacroUse? macro)
    : Instruction(InstructionKind.Store, span, macro)
{
    public Expression Address { get; } = address;

    public Expression Value { get; } = value;

    public IrType Type { get; } = type;

    public BitRange Bits { get; } = bits;

    public AccessTraits Traits { get; } = traits;

    public bool IsVolatile => (Traits & AccessTraits.Volatile) != 0;

    public bool IsAtomic => (Traits & AccessTraits.Atomic) != 0;
}

/// <summary>Copies a record or array from one address to another.</summary>
public sealed class CopyInstruction(Expression destination, Expression source, IrType type, SourceSpan span, MacroUse? macro)
    : Instruction(InstructionKind.Copy, span, macro)
{
    public Expression Destination { get; } = destination;

    public Expression Source { get; } = source;

    public IrType Type { get; } = type;
}

/// <summary>Sets bytes to zero: what an initialiser list leaves out.</summary>
public sealed class ZeroInstruction(Expression address, long size, SourceSpan span, MacroUse? macro)
    : Instruction(InstructionKind.Zero, span, macro)
{
    public Expression Address { get; } = address;

    /// <summary>Bytes; -1 where it is not constant.</summary>
    public long Size { get; } = size;
}

/// <summary>
/// A call. A scalar result goes to <see cref="Temporary"/> (-1: none or unused), a record to <see cref="ResultAddress"/>.
/// Record arguments are <see cref="RecordValueExpression"/>s. The compiler's builtins are calls of their own names.
/// </summary>
public sealed class CallInstruction(
    int temporary,
    Expression? resultAddress,
    Expression callee,
    ImmutableArray<Expression> arguments,
    IrType resultType,
    SourceSpan span,
    MacroUse? macro)
    : Instruction(InstructionKind.Call, span, macro)
{
    public int Temporary { get; } = temporary;

    public Expression? ResultAddress { get; } = resultAddress;

    public Expression Callee { get; } = callee;

    public ImmutableArray<Expression> Arguments { get; } = arguments;

    public IrType ResultType { get; } = resultType;

    /// <summary>The function that is named, if it is: else the call goes through a pointer.</summary>
    public Symbol? DirectCallee { get; } = (callee as SymbolAddressExpression)?.Symbol;
}

/// <summary>A local variable comes into being with indeterminate contents.</summary>
/// <param name="size">Bytes of a variable-length array; null for other variables.</param>
public sealed class LifetimeStartInstruction(int slot, Expression? size, SourceSpan span) : Instruction(InstructionKind.LifetimeStart, span, null)
{
    public int Slot { get; } = slot;

    public Expression? Size { get; } = size;
}

/// <summary>A local variable's storage ends: its block is left on this path.</summary>
public sealed class LifetimeEndInstruction(int slot, SourceSpan span) : Instruction(InstructionKind.LifetimeEnd, span, null)
{
    public int Slot { get; } = slot;
}

/// <summary>Inline assembly: may write what its outputs name and, through a memory clobber or passed addresses, what they reach.</summary>
public sealed class AssemblyInstruction(ImmutableArray<Expression> outputs, ImmutableArray<Expression> inputs, SourceSpan span, MacroUse? macro)
    : Instruction(InstructionKind.Assembly, span, macro)
{
    /// <summary>Addresses that are written.</summary>
    public ImmutableArray<Expression> Outputs { get; } = outputs;

    public ImmutableArray<Expression> Inputs { get; } = inputs;
}

/// <summary>What could not be lowered: its result is unknown, and what its operands reach may have changed.</summary>
public sealed class UnsupportedInstruction(int temporary, string reason, ImmutableArray<Expression> operands, SourceSpan span, MacroUse? macro)
    : Instruction(InstructionKind.Unsupported, span, macro)
{
    /// <summary>Temporary of the result, -1 where there is none.</summary>
    public int Temporary { get; } = temporary;

    /// <summary>The construct, in a few words: counted under this name.</summary>
    public string Reason { get; } = reason;

    public ImmutableArray<Expression> Operands { get; } = operands;
}
