using System.Globalization;
using System.Text;

namespace Cleak.Ir;

/// <summary>
/// The IR as text: what <c>cleak dump ir</c> prints and what lowering tests compare. Blocks are <c>b0</c>, temporaries <c>t0</c>
/// (numbered within their block), locals go by name, or <c>$slot</c> where lowering made them; <c>name.2</c> is the second of a name.
/// </summary>
public static class IrPrinter
{
    public static string Print(Expression expression)
    {
        var printer = new Printer(null);
        printer.Expression(expression);
        return printer.ToString();
    }

    public static string Print(Instruction instruction)
    {
        var printer = new Printer(null);
        printer.Instruction(instruction);
        return printer.ToString();
    }

    public static string Print(Terminator terminator)
    {
        var printer = new Printer(null);
        printer.Terminator(terminator);
        return printer.ToString();
    }

    public static string Print(Function function)
    {
        var printer = new Printer(function);
        printer.Function();
        return printer.ToString();
    }

    public static string Print(TranslationUnit unit)
    {
        var text = new StringBuilder();
        foreach (Global global in unit.Globals)
        {
            text.Append(global.Symbol.Linkage == Linkage.Internal ? "static " : "").Append(global.Symbol.Name).Append(": ")
                .Append(global.Symbol.Type.Name).Append(global.IsTentative ? " tentative" : "").Append('\n');
            foreach (Initializer initializer in global.Initializers)
            {
                text.Append(CultureInfo.InvariantCulture, $"  +{initializer.Offset} {initializer.Value.Type.Name} = {Print(initializer.Value)}\n");
            }
        }

        foreach (Function function in unit.Functions)
        {
            if (text.Length > 0)
            {
                text.Append('\n');
            }

            text.Append(Print(function));
        }

        return text.ToString();
    }

    /// <summary>The name a local goes by in <paramref name="function"/>'s text.</summary>
    public static string LocalName(Function function, int slot)
    {
        Local local = function.Locals[slot];
        if (local.IsSynthetic)
        {
            return string.Create(CultureInfo.InvariantCulture, $"${slot}");
        }

        int same = 0;
        for (int i = 0; i < slot; i++)
        {
            if (function.Locals[i].Name == local.Name)
            {
                same++;
            }
        }

        return same == 0 ? local.Name : string.Create(CultureInfo.InvariantCulture, $"{local.Name}.{same + 1}");
    }

    private sealed class Printer(Function? function)
    {
        private readonly StringBuilder text = new();

        public override string ToString() => text.ToString();

        public void Function()
        {
            Function f = function!;
            Add(f.Symbol.Linkage == Linkage.Internal ? "static " : "").Add(f.Type.Element?.Name ?? "void").Add(" ").Add(f.Name).Add("(");
            for (int i = 0; i < f.ParameterCount; i++)
            {
                Add(i > 0 ? ", " : "").Add(LocalName(f, i)).Add(": ").Add(f.Locals[i].Type.Name);
            }

            Add(f.Type.IsVariadic ? f.ParameterCount > 0 ? ", ..." : "..." : "").Add(")");
            Add(f.Damage is null ? "" : " damaged: " + f.Damage).Add("\n");
            for (int i = f.ParameterCount; i < f.Locals.Length; i++)
            {
                Add("  local ").Add(LocalName(f, i)).Add(": ").Add(f.Locals[i].Type.Name).Add("\n");
            }

            foreach (BasicBlock block in f.Blocks)
            {
                Add("b").Add(block.Ordinal).Add(":\n");
                foreach (Instruction instruction in block.Instructions)
                {
                    Add("  ");
                    Instruction(instruction);
                    Add("\n");
                }

                Add("  ");
                Terminator(block.Terminator);
                Add("\n");
            }
        }

        public void Instruction(Instruction instruction)
        {
            switch (instruction)
            {
                case LoadInstruction load:
                    Add("t").Add(load.Temporary).Add(" = load ").Add(load.IsVolatile ? "volatile " : "").Add(load.IsAtomic ? "atomic " : "").Add(load.Type.Name).Add(" ");
                    Place(load.Address, load.Bits);
                    break;
                case StoreInstruction store:
                    Add("store ").Add(store.IsVolatile ? "volatile " : "").Add(store.IsAtomic ? "atomic " : "").Add(store.Type.Name).Add(" ");
                    Place(store.Address, store.Bits);
                    Add(", ");
                    Expression(store.Value);
                    break;
                case CopyInstruction copy:
                    Add("copy ").Add(copy.Type.Name).Add(" ");
                    Place(copy.Destination, default);
                    Add(", ");
                    Place(copy.Source, default);
                    break;
                case ZeroInstruction zero:
                    Add("zero ");
                    Place(zero.Address, default);
                    Add(", ").Add(zero.Size);
                    break;
                case CallInstruction call:
                    if (call.Temporary >= 0)
                    {
                        Add("t").Add(call.Temporary).Add(" = ");
                    }
                    else if (call.ResultAddress is not null)
                    {
                        Place(call.ResultAddress, default);
                        Add(" = ");
                    }

                    Add("call ");
                    if (call.DirectCallee is { } symbol)
                    {
                        Add(symbol.Name);
                    }
                    else
                    {
                        Expression(call.Callee);
                    }

                    Arguments(call.Arguments);
                    break;
                case LifetimeStartInstruction start:
                    Add("start ").Add(Local(start.Slot));
                    if (start.Size is not null)
                    {
                        Add(" size ");
                        Expression(start.Size);
                    }

                    break;
                case LifetimeEndInstruction end:
                    Add("end ").Add(Local(end.Slot));
                    break;
                case AssemblyInstruction assembly:
                    Add("asm out");
                    Arguments(assembly.Outputs);
                    Add(" in");
                    Arguments(assembly.Inputs);
                    break;
                case UnsupportedInstruction unsupported:
                    if (unsupported.Temporary >= 0)
                    {
                        Add("t").Add(unsupported.Temporary).Add(" = ");
                    }

                    Add("unsupported \"").Add(unsupported.Reason).Add("\" ");
                    Arguments(unsupported.Operands);
                    break;
            }
        }

        public void Terminator(Terminator terminator)
        {
            switch (terminator)
            {
                case GotoTerminator jump:
                    Add("goto b").Add(jump.Target);
                    break;
                case BranchTerminator branch:
                    Add("if ");
                    Expression(branch.Condition);
                    Add(" goto b").Add(branch.WhenTrue).Add(" else b").Add(branch.WhenFalse);
                    break;
                case SwitchTerminator choice:
                    Add("switch ");
                    Expression(choice.Value);
                    foreach (SwitchCase c in choice.Cases)
                    {
                        Add(" ").Add(c.Low);
                        if (c.High != c.Low)
                        {
                            Add("..").Add(c.High);
                        }

                        Add(": b").Add(c.Target);
                    }

                    Add(" default: b").Add(choice.DefaultTarget);
                    break;
                case IndirectGotoTerminator indirect:
                    Add("goto *");
                    Expression(indirect.Address);
                    foreach (int target in indirect.Successors)
                    {
                        Add(" b").Add(target);
                    }

                    break;
                case ReturnTerminator result:
                    Add("return");
                    if (result.Value is not null)
                    {
                        Add(" ");
                        Expression(result.Value);
                    }

                    break;
                case UnreachableTerminator:
                    Add("unreachable");
                    break;
            }
        }

        public void Expression(Expression expression)
        {
            switch (expression)
            {
                case ConstantExpression constant:
                    Add(constant.Type.IsPointer && constant.Value == 0 ? "null" : constant.Value.ToString(CultureInfo.InvariantCulture));
                    break;
                case FloatingExpression floating:
                    Add(floating.Value.ToString("R", CultureInfo.InvariantCulture));
                    break;
                case TemporaryExpression temporary:
                    Add("t").Add(temporary.Index);
                    break;
                case LocalAddressExpression or SymbolAddressExpression or StringAddressExpression:
                    Add("&");
                    Object(expression);
                    break;
                case OffsetExpression offset:
                    Operand(offset.Address);
                    Member(offset);
                    break;
                case IndexExpression index:
                    Operand(index.Address);
                    Add(" + ");
                    Operand(index.Index);
                    Add(" * ").Add(index.ElementSize);
                    break;
                case UnaryExpression unary:
                    Add(unary.Operator switch { UnaryOperator.Negate => "-", UnaryOperator.Complement => "~", _ => "!" });
                    Operand(unary.Operand);
                    break;
                case BinaryExpression binary:
                    Operand(binary.Left);
                    Add(" ").Add(Symbols[(int)binary.Operator]).Add(" ");
                    Operand(binary.Right);
                    break;
                case CastExpression cast:
                    Add("(").Add(cast.Type.Name).Add(")");
                    Operand(cast.Operand);
                    break;
                case RecordValueExpression record:
                    Add("record ");
                    Place(record.Address, default);
                    break;
                default:
                    Add("unknown");
                    break;
            }
        }

        private static readonly string[] Symbols =
            ["+", "-", "*", "/", "%", "<<", ">>", "&", "|", "^", "==", "!=", "<", "<=", ">", ">="];

        private void Operand(Expression expression)
        {
            bool compound = expression is BinaryExpression or IndexExpression or CastExpression;
            Add(compound ? "(" : "");
            Expression(expression);
            Add(compound ? ")" : "");
        }

        private void Arguments(System.Collections.Immutable.ImmutableArray<Expression> arguments)
        {
            Add("(");
            for (int i = 0; i < arguments.Length; i++)
            {
                Add(i > 0 ? ", " : "");
                Expression(arguments[i]);
            }

            Add(")");
        }

        /// <summary>What an address names, in brackets: <c>[x]</c>, <c>[t0->next]</c>.</summary>
        private void Place(Expression address, BitRange bits)
        {
            Add("[");
            PlaceText(address);
            if (bits.IsBitField)
            {
                Add(":").Add(bits.Start).Add("+").Add(bits.Width);
            }

            Add("]");
        }

        private void PlaceText(Expression address)
        {
            switch (address)
            {
                case LocalAddressExpression or SymbolAddressExpression or StringAddressExpression:
                    Object(address);
                    break;
                case OffsetExpression { Address: LocalAddressExpression or SymbolAddressExpression or OffsetExpression } offset:
                    PlaceText(offset.Address);
                    Member(offset);
                    break;
                default:
                    Add("*");
                    Operand(address);
                    break;
            }
        }

        private void Member(OffsetExpression offset)
        {
            Add(offset.FieldName is null ? "" : "." + offset.FieldName).Add("+").Add(offset.Bytes);
        }

        private void Object(Expression expression)
        {
            switch (expression)
            {
                case LocalAddressExpression local:
                    Add(Local(local.Slot));
                    break;
                case SymbolAddressExpression symbol:
                    Add(symbol.Symbol.Name);
                    break;
                case StringAddressExpression literal:
                    Add("\"").Add(Escape(literal.Literal)).Add("\"");
                    break;
            }
        }

        private string Local(int slot) =>
            function is null ? string.Create(CultureInfo.InvariantCulture, $"local{slot}") : LocalName(function, slot);

        private static string Escape(StringLiteral literal)
        {
            var escaped = new StringBuilder();
            foreach (byte b in literal.Bytes)
            {
                if (b is >= 0x20 and < 0x7f and not (byte)'"' and not (byte)'\\')
                {
                    escaped.Append((char)b);
                }
                else
                {
                    escaped.Append(CultureInfo.InvariantCulture, $"\\x{b:x2}");
                }
            }

            return escaped.ToString();
        }

        private Printer Add(string part)
        {
            text.Append(part);
            return this;
        }

        private Printer Add(long number)
        {
            text.Append(number);
            return this;
        }
    }
}
