using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace Cleak.Ir;

/// <summary>
/// Reads what <see cref="CodeWriter"/> wrote. Slots, temporaries and jumps stay within their function. Nothing is allocated but what the
/// code consists of, and leaves that are alike are one: a run holds the code of all units at once.
/// </summary>
internal sealed class CodeReader(ByteReader reader, TypeTable types, ImmutableArray<Symbol> symbols, ImmutableArray<StringLiteral> strings)
{
    private const int SharedLeaves = 256;

    // The last leaf read of each number; those that agree modulo the length take turns.
    private readonly ConstantExpression?[] constants = new ConstantExpression?[SharedLeaves];
    private readonly LocalAddressExpression?[] localAddresses = new LocalAddressExpression?[SharedLeaves];
    private readonly SymbolAddressExpression?[] symbolAddresses = new SymbolAddressExpression?[SharedLeaves];
    private readonly TemporaryExpression?[] temporaryValues = new TemporaryExpression?[SharedLeaves];
    private int depth;
    private int locals;
    private int blocks;
    private int temporaries;

    public Function Function()
    {
        Symbol symbol = symbols[reader.Index(symbols.Length, "symbol")];
        SourceSpan span = reader.Span();
        SourceSpan endSpan = reader.Span();
        string? damage = reader.OptionalString();
        int parameterCount = reader.Count();
        locals = reader.Count();
        if (parameterCount > locals)
        {
            throw ByteReader.Invalid("more parameters than locals");
        }

        var slots = new Local[locals];
        for (int slot = 0; slot < locals; slot++)
        {
            slots[slot] = new Local
            {
                Slot = slot,
                Name = reader.String(),
                Type = Type(),
                Span = reader.Span(),
                ParameterIndex = reader.Int32(),
                IsAddressTaken = reader.Flag(),
            };
        }

        blocks = reader.Count();
        var body = new BasicBlock[blocks];
        for (int ordinal = 0; ordinal < blocks; ordinal++)
        {
            body[ordinal] = Block(ordinal);
        }

        return new Function
        {
            Symbol = symbol,
            Span = span,
            EndSpan = endSpan,
            Damage = damage,
            ParameterCount = parameterCount,
            Locals = ImmutableCollectionsMarshal.AsImmutableArray(slots),
            Blocks = ImmutableCollectionsMarshal.AsImmutableArray(body),
        };
    }

    private BasicBlock Block(int ordinal)
    {
        // A temporary that nothing sets takes no byte: not bounded by what remains.
        temporaries = reader.Index(1 << 24, "temporary");
        int count = reader.Count();
        Instruction[] instructions = count == 0 ? [] : new Instruction[count];
        for (int i = 0; i < count; i++)
        {
            instructions[i] = Instruction();
        }

        return new BasicBlock
        {
            Ordinal = ordinal,
            TemporaryCount = temporaries,
            Instructions = ImmutableCollectionsMarshal.AsImmutableArray(instructions),
            Terminator = Terminator(),
        };
    }

    private Instruction Instruction()
    {
        var kind = (InstructionKind)reader.Byte();
        SourceSpan span = reader.Span();
        MacroUse? macro = reader.Macro();
        switch (kind)
        {
            case InstructionKind.Load:
                {
                    int temporary = Result();
                    Expression address = Expression();
                    IrType type = Type();
                    (BitRange bits, AccessTraits traits) = Access();
                    return new LoadInstruction(temporary, address, type, bits, traits, span, macro);
                }

            case InstructionKind.Store:
                {
                    Expression address = Expression();
                    Expression value = Expression();
                    IrType type = Type();
                    (BitRange bits, AccessTraits traits) = Access();
                    return new StoreInstruction(address, value, type, bits, traits, span, macro);
                }

            case InstructionKind.Copy:
                return new CopyInstruction(Expression(), Expression(), Type(), span, macro);
            case InstructionKind.Zero:
                return new ZeroInstruction(Expression(), reader.Signed(), span, macro);
            case InstructionKind.Call:
                return new CallInstruction(Result(), OptionalExpression(), Expression(), Expressions(), Type(), span, macro);
            case InstructionKind.LifetimeStart:
                return new LifetimeStartInstruction(Slot(), OptionalExpression(), span);
            case InstructionKind.LifetimeEnd:
                return new LifetimeEndInstruction(Slot(), span);
            case InstructionKind.Assembly:
                return new AssemblyInstruction(Expressions(), Expressions(), span, macro);
            case InstructionKind.Unsupported:
                return new UnsupportedInstruction(Result(), reader.String(), Expressions(), span, macro);
            default:
                throw ByteReader.Invalid($"{kind} is no instruction");
        }
    }

    private Terminator Terminator()
    {
        var kind = (TerminatorKind)reader.Byte();
        SourceSpan span = reader.Span();
        MacroUse? macro = reader.Macro();
        switch (kind)
        {
            case TerminatorKind.Goto:
                return new GotoTerminator(Target(), span);
            case TerminatorKind.Branch:
                return new BranchTerminator(Expression(), Target(), Target(), span, macro);
            case TerminatorKind.Switch:
                {
                    Expression value = Expression();
                    var cases = new SwitchCase[reader.Count()];
                    for (int i = 0; i < cases.Length; i++)
                    {
                        cases[i] = new SwitchCase(reader.Signed(), reader.Signed(), Target());
                    }

                    return new SwitchTerminator(value, ImmutableCollectionsMarshal.AsImmutableArray(cases), Target(), span, macro);
                }

            case TerminatorKind.IndirectGoto:
                {
                    Expression address = Expression();
                    var targets = new int[reader.Count()];
                    for (int i = 0; i < targets.Length; i++)
                    {
                        targets[i] = Target();
                    }

                    return new IndirectGotoTerminator(address, ImmutableCollectionsMarshal.AsImmutableArray(targets), span);
                }

            case TerminatorKind.Return:
                return new ReturnTerminator(OptionalExpression(), span);
            case TerminatorKind.Unreachable:
                return new UnreachableTerminator(span);
            default:
                throw ByteReader.Invalid($"{kind} is no terminator");
        }
    }

    public Expression Expression()
    {
        if (++depth > IrFormat.MaximumDepth)
        {
            throw ByteReader.Invalid($"an expression is nested more than {IrFormat.MaximumDepth} deep");
        }

        var kind = (ExpressionKind)reader.Byte();
        IrType type = Type();
        Expression expression = kind switch
        {
            ExpressionKind.Constant => Constant(reader.Signed(), type),
            ExpressionKind.Floating => new FloatingExpression(reader.Double(), type),
            ExpressionKind.LocalAddress => LocalAddress(Slot(), type),
            ExpressionKind.SymbolAddress => SymbolAddress(symbols[reader.Index(symbols.Length, "symbol")], type),
            ExpressionKind.StringAddress => new StringAddressExpression(strings[reader.Index(strings.Length, "string")], type),
            ExpressionKind.Temporary => Temporary(reader.Index(temporaries, "temporary"), type),
            ExpressionKind.Offset => new OffsetExpression(Expression(), reader.Signed(), reader.OptionalString(), type),
            ExpressionKind.Index => new IndexExpression(Expression(), Expression(), reader.Signed(), type),
            ExpressionKind.Unary => new UnaryExpression((UnaryOperator)reader.Case((byte)UnaryOperator.LogicalNot, "operator"), Expression(), type),
            ExpressionKind.Binary => new BinaryExpression((BinaryOperator)reader.Case((byte)BinaryOperator.GreaterOrEqual, "operator"), Expression(), Expression(), type),
            ExpressionKind.Cast => new CastExpression(Expression(), type),
            ExpressionKind.RecordValue => new RecordValueExpression(Expression(), type),
            ExpressionKind.Unknown => new UnknownExpression(type),
            _ => throw ByteReader.Invalid($"{kind} is no expression"),
        };
        depth--;
        return expression;
    }

    private ConstantExpression Constant(long value, IrType type)
    {
        ref ConstantExpression? last = ref constants[(int)((ulong)value % SharedLeaves)];
        return last?.Type == type && last.Value == value ? last : last = new ConstantExpression(value, type);
    }

    private LocalAddressExpression LocalAddress(int slot, IrType type)
    {
        ref LocalAddressExpression? last = ref localAddresses[slot % SharedLeaves];
        return last?.Type == type && last.Slot == slot ? last : last = new LocalAddressExpression(slot, type);
    }

    private SymbolAddressExpression SymbolAddress(Symbol symbol, IrType type)
    {
        ref SymbolAddressExpression? last = ref symbolAddresses[symbol.Id % SharedLeaves];
        return last?.Type == type && last.Symbol == symbol ? last : last = new SymbolAddressExpression(symbol, type);
    }

    private TemporaryExpression Temporary(int index, IrType type)
    {
        ref TemporaryExpression? last = ref temporaryValues[index % SharedLeaves];
        return last?.Type == type && last.Index == index ? last : last = new TemporaryExpression(index, type);
    }

    private ImmutableArray<Expression> Expressions()
    {
        int count = reader.Count();
        if (count == 0)
        {
            return [];
        }

        var expressions = new Expression[count];
        for (int i = 0; i < count; i++)
        {
            expressions[i] = Expression();
        }

        return ImmutableCollectionsMarshal.AsImmutableArray(expressions);
    }

    private Expression? OptionalExpression() => reader.Flag() ? Expression() : null;

    private (BitRange Bits, AccessTraits Traits) Access()
    {
        byte flags = reader.Case(7, "access");
        return ((flags & IrFormat.HasBits) != 0 ? new BitRange(reader.Byte(), reader.Byte()) : default, (AccessTraits)(flags & ~IrFormat.HasBits));
    }

    private IrType Type() => types[reader.Index(types.Count, "type")];

    private int Slot() => reader.Index(locals, "local");

    private int Target() => reader.Index(blocks, "block");

    /// <summary>A temporary that is set; -1 for none.</summary>
    private int Result()
    {
        long temporary = reader.Signed();
        return temporary >= -1 && temporary < temporaries ? (int)temporary : throw ByteReader.Invalid($"there is no temporary {temporary}");
    }
}
