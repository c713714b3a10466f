using System.Buffers.Binary;
using System.Collections.Immutable;
using Cleak.Ir;

namespace Cleak.Tests.Lowering;

/// <summary>
/// Runs IR: one flat memory, values as the target has them. Lowering is right when a program does here what it does when it
/// is compiled. What is indeterminate in C is filled with a pattern, so that it shows when it is used.
/// </summary>
internal sealed class IrMachine
{
    private const int MemorySize = 1 << 24;
    private const byte Indeterminate = 0xA5;
    private const long FunctionBase = 1L << 40;
    private const long MaximumSteps = 20_000_000;

    private readonly TranslationUnit unit;
    private readonly byte[] memory = new byte[MemorySize];
    private readonly Dictionary<int, long> symbols = [];
    private readonly Dictionary<int, long> strings = [];
    private readonly Dictionary<string, Function> functions = [];
    private readonly List<(ImmutableArray<Value> Values, int Next)> argumentLists = [];
    private long top = 64;
    private long steps;

    public IrMachine(TranslationUnit unit)
    {
        this.unit = unit;
        foreach (Function function in unit.Functions)
        {
            functions[function.Symbol.LinkKey] = function;
        }

        foreach (Global global in unit.Globals)
        {
            symbols[global.Symbol.Id] = Allocate(Math.Max(global.Symbol.Type.Size, 8), 0);
        }

        foreach (Global global in unit.Globals)
        {
            foreach (Initializer initializer in global.Initializers)
            {
                Write(symbols[global.Symbol.Id] + initializer.Offset, Evaluate(initializer.Value, null), initializer.Value.Type, default);
            }
        }
    }

    /// <summary>What the program printed.</summary>
    public System.Text.StringBuilder Output { get; } = new();

    public long Main() => Call(unit.Functions.Single(f => f.Name == "main"), []).Integer;

    private Value Call(Function function, ImmutableArray<Value> arguments)
    {
        long mark = top;
        var frame = new Frame(function, arguments);
        foreach (Local local in function.Locals)
        {
            frame.Slots[local.Slot] = Allocate(Math.Max(local.Type.Size, 1), Indeterminate);
            if (local.IsParameter && local.ParameterIndex < arguments.Length)
            {
                Assign(frame.Slots[local.Slot], arguments[local.ParameterIndex], local.Type);
            }
        }

        BasicBlock block = function.Blocks[0];
        while (true)
        {
            frame.Temporaries = new Value[block.TemporaryCount];
            foreach (Instruction instruction in block.Instructions)
            {
                if (++steps > MaximumSteps)
                {
                    throw new InvalidOperationException("too many steps");
                }

                Execute(instruction, frame);
            }

            switch (block.Terminator)
            {
                case ReturnTerminator { Value: null }:
                    top = mark;
                    return default;
                case ReturnTerminator result:
                    Value value = Evaluate(result.Value!, frame);
                    top = mark;
                    return value;
                case UnreachableTerminator:
                    throw new InvalidOperationException($"{function.Name} reached what cannot be reached");
                default:
                    block = function.Blocks[Next(block.Terminator, frame)];
                    break;
            }
        }
    }

    private int Next(Terminator terminator, Frame frame)
    {
        switch (terminator)
        {
            case GotoTerminator jump:
                return jump.Target;
            case BranchTerminator branch:
                return IsTrue(Evaluate(branch.Condition, frame), branch.Condition.Type) ? branch.WhenTrue : branch.WhenFalse;
            case SwitchTerminator choice:
                long value = Evaluate(choice.Value, frame).Integer;
                foreach (SwitchCase label in choice.Cases)
                {
                    if (choice.Value.Type.IsSigned ? value >= label.Low && value <= label.High : (ulong)value >= (ulong)label.Low && (ulong)value <= (ulong)label.High)
                    {
                        return label.Target;
                    }
                }

                return choice.DefaultTarget;
            default:
                throw new NotSupportedException(terminator.ToString());
        }
    }

    private void Execute(Instruction instruction, Frame frame)
    {
        switch (instruction)
        {
            case LoadInstruction load:
                frame.Temporaries[load.Temporary] = Read(Evaluate(load.Address, frame).Integer, load.Type, load.Bits);
                break;
            case StoreInstruction store:
                Write(Evaluate(store.Address, frame).Integer, Evaluate(store.Value, frame), store.Type, store.Bits);
                break;
            case CopyInstruction copy:
                Bytes(Evaluate(copy.Source, frame).Integer, copy.Type.Size).ToArray().CopyTo(Bytes(Evaluate(copy.Destination, frame).Integer, copy.Type.Size));
                break;
            case ZeroInstruction zero:
                Bytes(Evaluate(zero.Address, frame).Integer, zero.Size).Clear();
                break;
            case LifetimeStartInstruction start:
                if (start.Size is not null)
                {
                    frame.Slots[start.Slot] = Allocate(Evaluate(start.Size, frame).Integer, Indeterminate);
                }
                else
                {
                    Bytes(frame.Slots[start.Slot], Math.Max(0, frame.Function.Locals[start.Slot].Type.Size)).Fill(Indeterminate);
                }

                break;
            case LifetimeEndInstruction end:
                Bytes(frame.Slots[end.Slot], Math.Max(0, frame.Function.Locals[end.Slot].Type.Size)).Fill(Indeterminate);
                break;
            case CallInstruction call:
                Execute(call, frame);
                break;
            default:
                throw new NotSupportedException(instruction.ToString());
        }
    }

    private void Execute(CallInstruction call, Frame frame)
    {
        ImmutableArray<Value> arguments = [.. call.Arguments.Select(a => Evaluate(a, frame))];
        Symbol symbol = call.DirectCallee ?? unit.Symbols[(int)(Evaluate(call.Callee, frame).Integer - FunctionBase)];
        Value result = functions.TryGetValue(symbol.LinkKey, out Function? function)
            ? Call(function, arguments)
            : External(symbol.Name, arguments, call, frame);
        if (call.ResultAddress is not null)
        {
            Assign(Evaluate(call.ResultAddress, frame).Integer, result, call.ResultType);
        }
        else if (call.Temporary >= 0)
        {
            frame.Temporaries[call.Temporary] = result;
        }
    }

    private Value External(string name, ImmutableArray<Value> arguments, CallInstruction call, Frame frame)
    {
        switch (name)
        {
            case "__builtin_va_start":
                Write(arguments[0].Integer, new Value(argumentLists.Count), LongType, default);
                argumentLists.Add((frame.Arguments[frame.Function.ParameterCount..], 0));
                return default;
            case "__builtin_va_copy":
                (ImmutableArray<Value> Values, int Next) copied = argumentLists[(int)Read(arguments[1].Integer, LongType, default).Integer];
                Write(arguments[0].Integer, new Value(argumentLists.Count), LongType, default);
                argumentLists.Add(copied);
                return default;
            case "__builtin_va_end":
                return default;
            case "__builtin_va_arg":
                int list = (int)Read(arguments[0].Integer, LongType, default).Integer;
                (ImmutableArray<Value> values, int next) = argumentLists[list];
                argumentLists[list] = (values, next + 1);
                return values[next];
            case "__builtin_alloca":
                return new Value(Allocate(arguments[0].Integer, Indeterminate));
            case "__builtin_add_overflow" or "__builtin_sub_overflow" or "__builtin_mul_overflow":
                return Overflow(name[10], call.Arguments, arguments);
            case "print":
                Output.Append(arguments[0].Integer).Append('\n');
                return default;
            case "memset" or "__builtin_memset":
                Bytes(arguments[0].Integer, arguments[2].Integer).Fill((byte)arguments[1].Integer);
                return arguments[0];
            case "memcpy" or "__builtin_memcpy":
                Bytes(arguments[1].Integer, arguments[2].Integer).ToArray().CopyTo(Bytes(arguments[0].Integer, arguments[2].Integer));
                return arguments[0];
            case "strcmp":
                return new Value(Text(arguments[0].Integer).SequenceCompareTo(Text(arguments[1].Integer)));
            case "strlen" or "__builtin_strlen":
                return new Value(Text(arguments[0].Integer).Length);
            default:
                throw new NotSupportedException("call of " + name);
        }
    }

    private Value Overflow(char operation, ImmutableArray<Expression> expressions, ImmutableArray<Value> values)
    {
        Int128 a = Wide(values[0], expressions[0].Type);
        Int128 b = Wide(values[1], expressions[1].Type);
        Int128 exact = operation switch { 'a' => a + b, 's' => a - b, _ => a * b };
        IrType type = expressions[2].Type.Element!;
        Write(values[2].Integer, new Value((long)(ulong)(UInt128)exact), type, default);
        return new Value(Wide(Read(values[2].Integer, type, default), type) == exact ? 0 : 1);
    }

    private static Int128 Wide(Value value, IrType type) => type.IsSigned ? value.Integer : (Int128)(ulong)value.Integer;

    private ReadOnlySpan<byte> Text(long address)
    {
        ReadOnlySpan<byte> rest = memory.AsSpan((int)address);
        return rest[..rest.IndexOf((byte)0)];
    }

    private static IrType LongType { get; } = new() { Id = 0, Kind = TypeKind.Integer, Name = "long", Size = 8, IsSigned = true };

    private Value Evaluate(Expression expression, Frame? frame)
    {
        switch (expression)
        {
            case ConstantExpression constant:
                return new Value(constant.Value);
            case FloatingExpression floating:
                return new Value(0, floating.Value);
            case LocalAddressExpression local:
                return new Value(frame!.Slots[local.Slot]);
            case SymbolAddressExpression symbol:
                return new Value(AddressOf(symbol.Symbol));
            case StringAddressExpression literal:
                return new Value(AddressOf(literal.Literal));
            case TemporaryExpression temporary:
                return frame!.Temporaries[temporary.Index];
            case OffsetExpression offset:
                return new Value(Evaluate(offset.Address, frame).Integer + offset.Bytes);
            case IndexExpression index:
                return new Value(Evaluate(index.Address, frame).Integer + (Evaluate(index.Index, frame).Integer * index.ElementSize));
            case RecordValueExpression record:
                return new Value(0, 0, [.. Bytes(Evaluate(record.Address, frame).Integer, record.Type.Size)]);
            case CastExpression cast:
                return Arithmetic.Convert(Evaluate(cast.Operand, frame), cast.Operand.Type, cast.Type);
            case UnaryExpression unary:
                return Arithmetic.Unary(unary, Evaluate(unary.Operand, frame));
            case BinaryExpression binary:
                return Arithmetic.Binary(binary, Evaluate(binary.Left, frame), Evaluate(binary.Right, frame));
            default:
                throw new NotSupportedException(expression.Kind.ToString());
        }
    }

    private static bool IsTrue(Value value, IrType type) => type.Kind == TypeKind.Floating ? value.Floating != 0 : value.Integer != 0;

    private long AddressOf(Symbol symbol)
    {
        if (symbol.Kind == SymbolKind.Function)
        {
            return FunctionBase + symbol.Id;
        }

        return symbols.TryGetValue(symbol.Id, out long address)
            ? address
            : throw new InvalidOperationException($"no unit defines {symbol.Name}");
    }

    private long AddressOf(StringLiteral literal)
    {
        if (!strings.TryGetValue(literal.Id, out long address))
        {
            strings[literal.Id] = address = Allocate(literal.ObjectSize, 0);
            literal.Bytes.CopyTo(memory.AsSpan((int)address));
        }

        return address;
    }

    private void Assign(long address, Value value, IrType type)
    {
        if (type.Kind == TypeKind.Record)
        {
            value.Bytes.CopyTo(memory.AsSpan((int)address));
        }
        else
        {
            Write(address, value, type, default);
        }
    }

    private Value Read(long address, IrType type, BitRange bits)
    {
        if (bits.IsBitField)
        {
            UInt128 word = 0;
            ReadOnlySpan<byte> bytes = Bytes(address, (bits.Start + bits.Width + 7) / 8);
            for (int i = bytes.Length - 1; i >= 0; i--)
            {
                word = (word << 8) | bytes[i];
            }

            int unused = 64 - bits.Width;
            ulong field = (ulong)(word >> bits.Start) << unused;
            return new Value(type.IsSigned ? (long)field >> unused : (long)(field >> unused));
        }

        Span<byte> at = Bytes(address, type.Size);
        if (type.Kind == TypeKind.Floating)
        {
            return new Value(0, type.Size == 4 ? BinaryPrimitives.ReadSingleLittleEndian(at) : BinaryPrimitives.ReadDoubleLittleEndian(at));
        }

        return new Value(type.Size switch
        {
            1 => type.IsSigned ? (sbyte)at[0] : at[0],
            2 => type.IsSigned ? BinaryPrimitives.ReadInt16LittleEndian(at) : BinaryPrimitives.ReadUInt16LittleEndian(at),
            4 => type.IsSigned ? BinaryPrimitives.ReadInt32LittleEndian(at) : BinaryPrimitives.ReadUInt32LittleEndian(at),
            _ => BinaryPrimitives.ReadInt64LittleEndian(at),
        });
    }

    private void Write(long address, Value value, IrType type, BitRange bits)
    {
        if (bits.IsBitField)
        {
            Span<byte> bytes = Bytes(address, (bits.Start + bits.Width + 7) / 8);
            for (int i = 0; i < bits.Width; i++)
            {
                int at = bits.Start + i;
                byte mask = (byte)(1 << (at % 8));
                bytes[at / 8] = (byte)((value.Integer >> i & 1) != 0 ? bytes[at / 8] | mask : bytes[at / 8] & ~mask);
            }

            return;
        }

        Span<byte> place = Bytes(address, type.Size);
        switch (type)
        {
            case { Kind: TypeKind.Floating, Size: 4 }:
                BinaryPrimitives.WriteSingleLittleEndian(place, (float)value.Floating);
                break;
            case { Kind: TypeKind.Floating }:
                BinaryPrimitives.WriteDoubleLittleEndian(place, value.Floating);
                break;
            default:
                for (int i = 0; i < place.Length; i++)
                {
                    place[i] = (byte)(value.Integer >> (8 * i));
                }

                break;
        }
    }

    private Span<byte> Bytes(long address, long size) =>
        address >= 64 && size >= 0 && address + size <= top
            ? memory.AsSpan((int)address, (int)size)
            : throw new InvalidOperationException($"{size} bytes at {address} are no memory");

    private long Allocate(long size, byte fill)
    {
        long address = (top + 15) / 16 * 16;
        top = address + size;
        memory.AsSpan((int)address, (int)size).Fill(fill);
        return address;
    }

    private sealed class Frame(Function function, ImmutableArray<Value> arguments)
    {
        public Function Function { get; } = function;

        public ImmutableArray<Value> Arguments { get; } = arguments;

        public long[] Slots { get; } = new long[function.Locals.Length];

        public Value[] Temporaries { get; set; } = [];
    }

    /// <summary>An integer or address, a floating number, or a record's bytes.</summary>
    internal readonly record struct Value(long Integer, double Floating = 0, ImmutableArray<byte> Bytes = default);
}
