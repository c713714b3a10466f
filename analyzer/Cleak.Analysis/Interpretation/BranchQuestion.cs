using System.Globalization;
using System.Text;
using Cleak.Ir;

namespace Cleak.Analysis;

/// <summary>
/// What a branch asks, in a form that two branches share when they ask the same: negations, the two ways to write a comparison and a test
/// against zero are one. Built of places by slot, symbol and offset, never by name.
/// </summary>
internal sealed class BranchQuestion
{
    private const int MaxDepth = 8;
    private readonly Function function;
    private readonly BasicBlock block;
    private readonly StringBuilder text = new();

    private BranchQuestion(Function function, BasicBlock block)
    {
        this.function = function;
        this.block = block;
    }

    /// <summary>The question itself; for a comparison of equality with a constant, what is compared.</summary>
    public string Subject { get; private set; } = "";

    /// <summary>What it is compared with for equality; null where it is another question.</summary>
    public long? Constant { get; private set; }

    /// <summary>The branch is taken where the answer is no.</summary>
    public bool IsNegated { get; private set; }

    /// <summary>One bit or several of a number are tested.</summary>
    public bool IsMask { get; private set; }

    /// <summary>The variables that are read.</summary>
    public HashSet<int> Locals { get; } = [];

    /// <summary>Variables of the program that are read, with offsets.</summary>
    public HashSet<(int Symbol, long Offset)> Globals { get; } = [];

    /// <summary>Members that are read through pointers, by offset.</summary>
    public HashSet<long> Members { get; } = [];

    /// <summary>What a branch asks; null where it asks for the result of a call or something that cannot be told.</summary>
    public static BranchQuestion? Of(Function function, BasicBlock block, BranchTerminator branch)
    {
        var question = new BranchQuestion(function, block);
        return question.Ask(branch.Condition) ? question : null;
    }

    private bool Ask(Expression condition)
    {
        while (true)
        {
            condition = DefectRecorder.Stripped(condition);
            if (condition is UnaryExpression { Operator: UnaryOperator.LogicalNot } not)
            {
                IsNegated = !IsNegated;
                condition = not.Operand;
            }
            else if (condition is BinaryExpression { Operator: BinaryOperator.NotEqual or BinaryOperator.Equal, Right: ConstantExpression { Value: 0 } } test && DefectRecorder.Stripped(test.Left) is UnaryExpression or BinaryExpression { IsComparison: true })
            {
                IsNegated ^= test.Operator == BinaryOperator.Equal;
                condition = test.Left;
            }
            else
            {
                break;
            }
        }

        bool isWhole;
        switch (condition)
        {
            case BinaryExpression { Operator: BinaryOperator.Equal or BinaryOperator.NotEqual } equality when DefectRecorder.Stripped(equality.Right) is ConstantExpression constant:
                Constant = constant.Value;
                IsNegated ^= equality.Operator == BinaryOperator.NotEqual;
                isWhole = Write(equality.Left, 0);
                IsMask = IsMaskOf(equality.Left);
                break;
            case BinaryExpression { Operator: BinaryOperator.Equal or BinaryOperator.NotEqual } equality:
                IsNegated ^= equality.Operator == BinaryOperator.NotEqual;
                isWhole = Write(equality.Left, "=", equality.Right);
                break;
            case BinaryExpression { Operator: BinaryOperator.Less } less:
                isWhole = Write(less.Left, "<", less.Right);
                break;
            case BinaryExpression { Operator: BinaryOperator.GreaterOrEqual } atLeast:
                IsNegated = !IsNegated;
                isWhole = Write(atLeast.Left, "<", atLeast.Right);
                break;
            case BinaryExpression { Operator: BinaryOperator.Greater } greater:
                isWhole = Write(greater.Right, "<", greater.Left);
                break;
            case BinaryExpression { Operator: BinaryOperator.LessOrEqual } atMost:
                IsNegated = !IsNegated;
                isWhole = Write(atMost.Right, "<", atMost.Left);
                break;
            default:
                // Not zero.
                Constant = 0;
                IsNegated = !IsNegated;
                isWhole = Write(condition, 0);
                IsMask = IsMaskOf(condition);
                break;
        }

        Subject = text.ToString();
        return isWhole && Locals.Count + Globals.Count > 0;
    }

    private static bool IsMaskOf(Expression value) =>
        DefectRecorder.Stripped(value) is BinaryExpression { Operator: BinaryOperator.And } mask && (mask.Left is ConstantExpression || mask.Right is ConstantExpression);

    private bool Write(Expression left, string between, Expression right)
    {
        bool isWhole = Write(left, 0);
        text.Append(between);
        return Write(right, 0) && isWhole;
    }

    /// <summary>A value.</summary>
    private bool Write(Expression value, int depth)
    {
        if (depth > MaxDepth)
        {
            return false;
        }

        switch (value)
        {
            case CastExpression cast:
                return Write(cast.Operand, depth);
            case ConstantExpression constant:
                text.Append(CultureInfo.InvariantCulture, $"{constant.Value}");
                return true;
            case UnaryExpression unary:
                text.Append(CultureInfo.InvariantCulture, $"u{(int)unary.Operator}(");
                return Write(unary.Operand, depth + 1) && Put(')');
            case BinaryExpression binary:
                text.Append(CultureInfo.InvariantCulture, $"b{(int)binary.Operator}(");
                return Write(binary.Left, depth + 1) && Put(',') && Write(binary.Right, depth + 1) && Put(')');
            case TemporaryExpression temporary:
                return ExpressionText.Definition(block, temporary.Index) is LoadInstruction { IsVolatile: false } load && Read(load, depth + 1);
            default:
                return false;
        }
    }

    private bool Put(char mark)
    {
        text.Append(mark);
        return true;
    }

    private bool Read(LoadInstruction load, int depth)
    {
        long offset = 0;
        Expression address = load.Address;
        while (address is OffsetExpression at)
        {
            offset += at.Bytes;
            address = at.Address;
        }

        text.Append(CultureInfo.InvariantCulture, $"[{offset}:{load.Type.Size}.{load.Bits.Start}.{load.Bits.Width} ");
        switch (address)
        {
            case LocalAddressExpression local when !function.Locals[local.Slot].IsAddressTaken:
                Locals.Add(local.Slot);
                text.Append(CultureInfo.InvariantCulture, $"l{local.Slot}]");
                return true;
            case SymbolAddressExpression { Symbol.Kind: SymbolKind.Variable } symbol:
                Globals.Add((symbol.Symbol.Id, offset));
                text.Append(CultureInfo.InvariantCulture, $"g{symbol.Symbol.Id}]");
                return true;
            case TemporaryExpression:
                Members.Add(offset);
                return Write(address, depth) && Put(']');
            default:
                return false;
        }
    }
}
