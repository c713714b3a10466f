using System.Globalization;
using Cleak.Ir;

namespace Cleak.Analysis;

/// <summary>Expressions in the words of the source: <c>buffer->bytes</c>, <c>*out</c>, <c>rows[i]</c>. For texts only.</summary>
internal static class ExpressionText
{
    private const int MaxDepth = 6;
    private static readonly string[] Operators = ["+", "-", "*", "/", "%", "<<", ">>", "&", "|", "^", "==", "!=", "<", "<=", ">", ">="];

    /// <summary>The object at an address.</summary>
    public static string Place(Function function, BasicBlock block, Expression address, int depth = 0)
    {
        if (depth > MaxDepth)
        {
            return "";
        }

        switch (address)
        {
            case LocalAddressExpression local:
                return function.Locals[local.Slot].IsSynthetic ? "" : function.Locals[local.Slot].Name;
            case SymbolAddressExpression symbol:
                return symbol.Symbol.Name;
            case OffsetExpression { FieldName: { } field } offset:
                string owner = offset.Address is TemporaryExpression or CastExpression
                    ? Arrow(Value(function, block, offset.Address, depth + 1))
                    : Dot(Place(function, block, offset.Address, depth + 1));
                return owner.Length == 0 ? field : owner + field;
            case OffsetExpression { Bytes: 0 } same:
                return Place(function, block, same.Address, depth + 1);
            case IndexExpression index:
                string array = index.Address is TemporaryExpression ? Value(function, block, index.Address, depth + 1) : Place(function, block, index.Address, depth + 1);
                string at = Value(function, block, index.Index, depth + 1);
                return array.Length == 0 ? "" : $"{array}[{(at.Length == 0 ? "…" : at)}]";
            default:
                string pointer = Value(function, block, address, depth + 1);
                return pointer.Length == 0 ? "" : pointer[0] == '&' ? pointer[1..] : "*" + pointer;
        }
    }

    public static string Value(Function function, BasicBlock block, Expression value, int depth = 0)
    {
        if (depth > MaxDepth)
        {
            return "";
        }

        switch (value)
        {
            case ConstantExpression constant:
                return constant.Type.IsPointer && constant.Value == 0 ? "NULL" : constant.Value.ToString(CultureInfo.InvariantCulture);
            case TemporaryExpression temporary:
                return Definition(block, temporary.Index) switch
                {
                    LoadInstruction load => Place(function, block, load.Address, depth + 1),
                    CallInstruction { DirectCallee: { } callee } => callee.Name + "()",
                    _ => "",
                };
            case CastExpression cast:
                return Value(function, block, cast.Operand, depth + 1);
            case LocalAddressExpression or SymbolAddressExpression { Symbol.Kind: SymbolKind.Variable } or OffsetExpression { FieldName: not null } or IndexExpression:
                string place = Place(function, block, value, depth + 1);
                return place.Length == 0 ? "" : "&" + place;
            case SymbolAddressExpression function1:
                return function1.Symbol.Name;
            case StringAddressExpression:
                return "\"…\"";
            case OffsetExpression offset:
                return Value(function, block, offset.Address, depth + 1);
            case UnaryExpression unary:
                string operand = Value(function, block, unary.Operand, depth + 1);
                return operand.Length == 0 ? "" : (unary.Operator switch { UnaryOperator.Negate => "-", UnaryOperator.Complement => "~", _ => "!" }) + Grouped(unary.Operand, operand);
            case BinaryExpression binary:
                string left = Value(function, block, binary.Left, depth + 1), right = Value(function, block, binary.Right, depth + 1);
                return left.Length == 0 || right.Length == 0 ? "" : $"{Grouped(binary.Left, left)} {Operators[(int)binary.Operator]} {Grouped(binary.Right, right)}";
            default:
                return "";
        }
    }

    public static Instruction? Definition(BasicBlock block, int temporary)
    {
        foreach (Instruction instruction in block.Instructions)
        {
            if (instruction is LoadInstruction { } load && load.Temporary == temporary)
            {
                return load;
            }

            if (instruction is CallInstruction { } call && call.Temporary == temporary)
            {
                return call;
            }

            if (instruction is UnsupportedInstruction { } unsupported && unsupported.Temporary == temporary)
            {
                return unsupported;
            }
        }

        return null;
    }

    private static string Grouped(Expression expression, string text) => expression is BinaryExpression ? $"({text})" : text;

    private static string Arrow(string pointer) => pointer.Length == 0 ? "" : pointer[0] == '&' ? pointer[1..] + "." : pointer + "->";

    private static string Dot(string record) => record.Length == 0 ? "" : record[0] == '*' ? $"{record[1..]}->" : record + ".";
}
