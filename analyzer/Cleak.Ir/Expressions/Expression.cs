using System.Collections.Immutable;

namespace Cleak.Ir;

public enum ExpressionKind : byte
{
    Constant,
    Floating,
    LocalAddress,
    SymbolAddress,
    StringAddress,
    Temporary,
    Offset,
    Index,
    Unary,
    Binary,
    Cast,
    RecordValue,
    Unknown,
}

/// <summary>
/// A typed value without side effects and without control flow: evaluating it twice gives the same. Everything that reads
/// memory, calls or branches is an instruction.
/// </summary>
/// <param name="depth">How many expressions are nested below this one.</param>
public abstract class Expression(ExpressionKind kind, IrType type, int depth = 0)
{
    /// <summary>Deeper expressions are not made: whoever walks one may recurse.</summary>
    public const int MaximumDepth = 128;

    public ExpressionKind Kind { get; } = kind;

    /// <summary>How many expressions are nested below this one, as far as that can be counted.</summary>
    public ushort Depth { get; } = (ushort)Math.Min(depth, ushort.MaxValue);

    public IrType Type { get; } = type;

    public sealed override string ToString() => IrPrinter.Print(this);
}

/// <summary>An integer, a character, a null pointer: sign- or zero-extended to 64 bits as its type says.</summary>
public sealed class ConstantExpression(long value, IrType type) : Expression(ExpressionKind.Constant, type)
{
    public long Value { get; } = value;
}

public sealed class FloatingExpression(double value, IrType type) : Expression(ExpressionKind.Floating, type)
{
    public double Value { get; } = value;
}

/// <summary>The address of a local variable or parameter of the function, by its slot.</summary>
public sealed class LocalAddressExpression(int slot, IrType type) : Expression(ExpressionKind.LocalAddress, type)
{
    public int Slot { get; } = slot;
}

/// <summary>The address of a global variable, static local, or function.</summary>
public sealed class SymbolAddressExpression(Symbol symbol, IrType type) : Expression(ExpressionKind.SymbolAddress, type)
{
    public Symbol Symbol { get; } = symbol;
}

/// <summary>The address of a string literal's first character.</summary>
public sealed class StringAddressExpression(StringLiteral literal, IrType type) : Expression(ExpressionKind.StringAddress, type)
{
    public StringLiteral Literal { get; } = literal;
}

/// <summary>The result of a load or call earlier in the same block.</summary>
public sealed class TemporaryExpression(int index, IrType type) : Expression(ExpressionKind.Temporary, type)
{
    public int Index { get; } = index;
}

/// <summary>An address a constant number of bytes from another: a member, when <see cref="FieldName"/> says which.</summary>
public sealed class OffsetExpression(Expression address, long bytes, string? fieldName, IrType type)
    : Expression(ExpressionKind.Offset, type, address.Depth + 1)
{
    public Expression Address { get; } = address;

    public long Bytes { get; } = bytes;

    public string? FieldName { get; } = fieldName;
}

/// <summary>Pointer arithmetic: <c>address + index * elementSize</c>; the index may be negative.</summary>
public sealed class IndexExpression(Expression address, Expression index, long elementSize, IrType type)
    : Expression(ExpressionKind.Index, type, Math.Max(address.Depth, index.Depth) + 1)
{
    public Expression Address { get; } = address;

    public Expression Index { get; } = index;

    /// <summary>Bytes; -1 where the element is of variable length.</summary>
    public long ElementSize { get; } = elementSize;
}

public enum UnaryOperator : byte
{
    Negate,
    Complement,

    /// <summary>1 where the operand is zero or null, else 0.</summary>
    LogicalNot,
}

public sealed class UnaryExpression(UnaryOperator op, Expression operand, IrType type) : Expression(ExpressionKind.Unary, type, operand.Depth + 1)
{
    public UnaryOperator Operator { get; } = op;

    public Expression Operand { get; } = operand;
}

public enum BinaryOperator : byte
{
    Add,
    Subtract,
    Multiply,
    Divide,
    Remainder,
    ShiftLeft,
    ShiftRight,
    And,
    Or,
    Xor,
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
}

/// <summary>
/// Arithmetic in the operands' own type: signedness and width are those of <see cref="Left"/>. The difference of two
/// pointers is in bytes; lowering divides it by the element's size.
/// </summary>
public sealed class BinaryExpression(BinaryOperator op, Expression left, Expression right, IrType type)
    : Expression(ExpressionKind.Binary, type, Math.Max(left.Depth, right.Depth) + 1)
{
    public BinaryOperator Operator { get; } = op;

    public Expression Left { get; } = left;

    public Expression Right { get; } = right;

    public bool IsComparison => Operator >= BinaryOperator.Equal;
}

/// <summary>A conversion that keeps or changes the representation as the two types say; casts to bool compare with zero.</summary>
public sealed class CastExpression(Expression operand, IrType type) : Expression(ExpressionKind.Cast, type, operand.Depth + 1)
{
    public Expression Operand { get; } = operand;
}

/// <summary>The record that stands at an address, as an argument or returned value.</summary>
public sealed class RecordValueExpression(Expression address, IrType type) : Expression(ExpressionKind.RecordValue, type, address.Depth + 1)
{
    public Expression Address { get; } = address;
}

/// <summary>A value nothing is known of.</summary>
public sealed class UnknownExpression(IrType type) : Expression(ExpressionKind.Unknown, type);

/// <summary>A string literal's bytes without the terminating zero; wide literals keep their element size.</summary>
public sealed record StringLiteral(int Id, ImmutableArray<byte> Bytes, int ElementSize)
{
    /// <summary>Bytes of the array object, terminator included.</summary>
    public long ObjectSize => Bytes.Length + ElementSize;
}
