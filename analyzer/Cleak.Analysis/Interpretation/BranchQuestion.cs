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
    private readonly AnalysisContext context;
    private readonly Function function;
    private readonly BasicBlock block;
    private readonly StringBuilder text = new();

    private BranchQuestion(AnalysisContext context, BasicBlock block)
    {
        this.context = context;
        function = context.Function;
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

    /// <summary>Variables whose bytes, or those behind them, a library function answers about.</summary>
    public HashSet<int> Strings { get; } = [];

    /// <summary>What the answer yes says of the string that is the subject; null where it is another question.</summary>
    public StringStatement? Statement { get; private set; }

    /// <summary>Two questions that are asked to have one answer: <c>(a == 0) == (b == NULL)</c>; null where it is another question.</summary>
    public (BranchQuestion One, BranchQuestion Other)? Halves { get; private set; }

    /// <summary>What a branch asks; null where it asks for the result of a call that may change, or something that cannot be told.</summary>
    public static BranchQuestion? Of(AnalysisContext context, BasicBlock block, BranchTerminator branch)
    {
        var question = new BranchQuestion(context, block);
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
                IsNegated ^= equality.Operator == BinaryOperator.NotEqual;
                if (constant.Value == 0 && AskText(equality.Left))
                {
                    isWhole = true;
                    break;
                }

                Constant = constant.Value;
                isWhole = Write(equality.Left, 0);
                IsMask = IsMaskOf(equality.Left);
                break;
            case BinaryExpression { Operator: BinaryOperator.Equal or BinaryOperator.NotEqual } equality:
                IsNegated ^= equality.Operator == BinaryOperator.NotEqual;
                isWhole = Write(equality.Left, "=", equality.Right);
                Halves = Half(equality.Left) is { } one && Half(equality.Right) is { } other ? (one, other) : null;
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
                IsNegated = !IsNegated;
                if (AskText(condition))
                {
                    isWhole = true;
                    break;
                }

                Constant = 0;
                isWhole = Write(condition, 0);
                IsMask = IsMaskOf(condition);
                break;
        }

        Subject = text.ToString();
        return isWhole && Locals.Count + Globals.Count + Strings.Count > 0 && Strings.Count <= 1 && (Strings.Count == 0 || Globals.Count + Members.Count == 0);
    }

    private BranchQuestion? Half(Expression truth)
    {
        var half = new BranchQuestion(context, block);
        bool isTruth = DefectRecorder.Stripped(truth) is UnaryExpression { Operator: UnaryOperator.LogicalNot } or BinaryExpression { IsComparison: true };
        return isTruth && half.Ask(truth) ? half : null;
    }

    /// <summary>What is asked to be zero is the comparison of a string with a literal: the subject is the string.</summary>
    private bool AskText(Expression value)
    {
        if (DefectRecorder.Stripped(value) is not TemporaryExpression temporary || ExpressionText.Definition(block, temporary.Index) is not CallInstruction { DirectCallee: { } callee, Arguments.Length: >= 2 } call
            || context.Program.Models.Find(context.UnitIndex, callee)?.Has(CallTraits.Repeats) != true)
        {
            return false;
        }

        Expression one = DefectRecorder.Stripped(call.Arguments[0]), other = DefectRecorder.Stripped(call.Arguments[1]);
        (Expression text, StringLiteral? literal) = other is StringAddressExpression second ? (one, second.Literal) : (other, (one as StringAddressExpression)?.Literal);
        if (literal is null || StringStatement.Of(callee.Name, call, literal) is not { } statement)
        {
            return false;
        }

        int length = this.text.Length;
        if (!WriteArgument(text, 0))
        {
            this.text.Length = length;
            Strings.Clear();
            Locals.Clear();
            Members.Clear();
            Globals.Clear();
            return false;
        }

        Statement = statement;
        return true;
    }

    /// <summary>A call whose answer follows from its arguments and the bytes they point to.</summary>
    private bool WriteAnswer(CallInstruction call, int depth)
    {
        if (depth > MaxDepth || call.DirectCallee is not { } callee || context.Program.Models.Find(context.UnitIndex, callee)?.Has(CallTraits.Repeats) != true)
        {
            return false;
        }

        text.Append(CultureInfo.InvariantCulture, $"c{callee.Id}(");
        foreach (Expression argument in call.Arguments)
        {
            if (!WriteArgument(DefectRecorder.Stripped(argument), depth + 1) || !Put(','))
            {
                return false;
            }
        }

        return Put(')');
    }

    /// <summary>A literal, a number, or a string: an array of the function's own, or what a variable points to.</summary>
    private bool WriteArgument(Expression argument, int depth)
    {
        switch (argument)
        {
            case StringAddressExpression literal:
                text.Append(CultureInfo.InvariantCulture, $"s{literal.Literal.Id}");
                return true;
            case LocalAddressExpression local when function.Locals[local.Slot].Type.Kind == TypeKind.Array:
                Strings.Add(local.Slot);
                text.Append(CultureInfo.InvariantCulture, $"a{local.Slot}");
                return true;
            case TemporaryExpression temporary when argument.Type.IsPointer
                && ExpressionText.Definition(block, temporary.Index) is LoadInstruction { IsVolatile: false, Address: LocalAddressExpression pointer } && !function.Locals[pointer.Slot].IsAddressTaken:
                Strings.Add(pointer.Slot);
                return Write(argument, depth);
            default:
                return !argument.Type.IsPointer && Write(argument, depth);
        }
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
                return ExpressionText.Definition(block, temporary.Index) switch
                {
                    LoadInstruction { IsVolatile: false } load => Read(load, depth + 1),
                    CallInstruction call => WriteAnswer(call, depth + 1),
                    _ => false,
                };
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
