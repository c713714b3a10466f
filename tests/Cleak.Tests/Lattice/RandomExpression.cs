using Cleak.Analysis;
using Cleak.Ir;
using FsCheck;
using FsCheck.Fluent;

namespace Cleak.Tests.Lattice;

/// <summary>An expression of type int over a function's inputs.</summary>
internal abstract record RandomExpression
{
    private static readonly BinaryOperator[] Operators =
    [
        BinaryOperator.Add, BinaryOperator.Subtract, BinaryOperator.Multiply, BinaryOperator.Divide, BinaryOperator.Remainder, BinaryOperator.And,
        BinaryOperator.Or, BinaryOperator.Xor, BinaryOperator.ShiftLeft, BinaryOperator.ShiftRight, BinaryOperator.Equal, BinaryOperator.NotEqual,
        BinaryOperator.Less, BinaryOperator.LessOrEqual, BinaryOperator.Greater, BinaryOperator.GreaterOrEqual,
    ];

    public static Gen<RandomExpression> All { get; } = Of(3);

    /// <summary>What decides branches: mostly comparisons.</summary>
    public static Gen<RandomExpression> Conditions { get; } = Gen.OneOf(
        All,
        from op in Gen.Elements(Operators[10..]) from left in Of(2) from right in Of(1) select (RandomExpression)new Operation(op, left, right));

    public static Gen<long[]> Inputs { get; } = Gen.OneOf(Gen.Choose(-3, 5), Gen.Elements(int.MinValue, int.MaxValue, 100)).Select(value => (long)value).ArrayOf(ArithmeticScene.Inputs);

    /// <summary>Its value; null where C gives it none: overflow, division by zero, a shift too far.</summary>
    public abstract long? Run(long[] inputs);

    /// <summary>Its value as the analysis has it.</summary>
    public abstract Value Evaluate(ArithmeticScene scene, AbstractState state);

    public static long? Compute(BinaryOperator op, long left, long right) => op switch
    {
        BinaryOperator.Add => left + right,
        BinaryOperator.Subtract => left - right,
        BinaryOperator.Multiply => left * right,
        BinaryOperator.Divide => right == 0 ? null : left / right,
        BinaryOperator.Remainder => right == 0 ? null : left % right,
        BinaryOperator.And => left & right,
        BinaryOperator.Or => left | right,
        BinaryOperator.Xor => left ^ right,
        BinaryOperator.ShiftLeft => left < 0 || right is < 0 or > 31 ? null : left << (int)right,
        BinaryOperator.ShiftRight => right is < 0 or > 31 ? null : left >> (int)right,
        BinaryOperator.Equal => left == right ? 1 : 0,
        BinaryOperator.NotEqual => left != right ? 1 : 0,
        BinaryOperator.Less => left < right ? 1 : 0,
        BinaryOperator.LessOrEqual => left <= right ? 1 : 0,
        BinaryOperator.Greater => left > right ? 1 : 0,
        _ => left >= right ? 1 : 0,
    };

    private static Gen<RandomExpression> Of(int depth)
    {
        Gen<RandomExpression> leaf = Gen.OneOf(
            Gen.Choose(0, ArithmeticScene.Inputs - 1).Select(index => (RandomExpression)new Input(index)),
            Gen.OneOf(Gen.Choose(-2, 4), Gen.Elements(int.MinValue, int.MaxValue, 255)).Select(value => (RandomExpression)new Literal(value)));
        return depth == 0 ? leaf : Gen.OneOf(
            leaf,
            from op in Gen.Elements(Operators) from left in Of(depth - 1) from right in Of(depth - 1) select (RandomExpression)new Operation(op, left, right),
            from op in Gen.Elements(UnaryOperator.Negate, UnaryOperator.Complement, UnaryOperator.LogicalNot) from operand in Of(depth - 1) select (RandomExpression)new Prefix(op, operand));
    }

    private static long? AsInt(long? value) => value is >= int.MinValue and <= int.MaxValue ? value : null;

    private sealed record Input(int Index) : RandomExpression
    {
        public override long? Run(long[] inputs) => inputs[Index];

        public override Value Evaluate(ArithmeticScene scene, AbstractState state) => scene.Path.Resolve(state, scene.Input(Index));
    }

    private sealed record Literal(int Number) : RandomExpression
    {
        public override long? Run(long[] inputs) => Number;

        public override Value Evaluate(ArithmeticScene scene, AbstractState state) => scene.Context.Terms.Constant(Number);
    }

    private sealed record Operation(BinaryOperator Operator, RandomExpression Left, RandomExpression Right) : RandomExpression
    {
        public override long? Run(long[] inputs) =>
            Left.Run(inputs) is { } left && Right.Run(inputs) is { } right ? AsInt(Compute(Operator, left, right)) : null;

        public override Value Evaluate(ArithmeticScene scene, AbstractState state) =>
            scene.Evaluator.Binary(state, Operator, Left.Evaluate(scene, state), Right.Evaluate(scene, state), scene.Int);
    }

    private sealed record Prefix(UnaryOperator Operator, RandomExpression Operand) : RandomExpression
    {
        public override long? Run(long[] inputs) => Operand.Run(inputs) is { } operand
            ? AsInt(Operator switch { UnaryOperator.Negate => -operand, UnaryOperator.Complement => ~operand, _ => operand == 0 ? 1 : 0 })
            : null;

        public override Value Evaluate(ArithmeticScene scene, AbstractState state) => scene.Evaluator.Unary(state, Operator, Operand.Evaluate(scene, state), scene.Int);
    }
}
