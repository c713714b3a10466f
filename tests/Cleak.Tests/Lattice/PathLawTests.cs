using Cleak.Analysis;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace Cleak.Tests.Lattice;

/// <summary>
/// What the analysis makes of expressions and of the branches that hang on them, held against the same arithmetic on numbers. Where C
/// gives an expression no value, nothing is promised.
/// </summary>
public sealed class PathLawTests
{
    [Fact]
    public void A_value_is_what_the_expression_computes() =>
        Laws.Hold(from expression in RandomExpression.All from inputs in RandomExpression.Inputs select (expression, inputs), test =>
        {
            var scene = new ArithmeticScene();
            if (test.expression.Run(test.inputs) is not { } number)
            {
                return true;
            }

            AbstractState state = scene.State();
            Value value = test.expression.Evaluate(scene, state);
            return (scene.Concrete(value, test.inputs) ?? number) == number && scene.Path.Range(state, value).Contains(number);
        });

    [Fact]
    public void The_same_expression_is_the_same_value() =>
        Laws.Hold(RandomExpression.All, expression =>
        {
            var scene = new ArithmeticScene();
            AbstractState state = scene.State();
            return expression.Evaluate(scene, state) == expression.Evaluate(scene, state);
        });

    [Fact]
    public void The_branch_that_is_taken_is_possible_and_what_it_says_is_so() =>
        Laws.Hold(from conditions in RandomExpression.Conditions.ListOf(4) from inputs in RandomExpression.Inputs select (conditions, inputs), test =>
        {
            var scene = new ArithmeticScene();
            AbstractState state = scene.State();
            return Follow(scene, state, test.conditions, test.inputs) && scene.Describes(state, test.inputs);
        });

    [Fact]
    public void A_value_on_a_path_is_what_the_expression_computes_there() =>
        Laws.Hold(
            from conditions in RandomExpression.Conditions.ListOf(3) from expression in RandomExpression.All from inputs in RandomExpression.Inputs select (conditions, expression, inputs),
            test =>
            {
                var scene = new ArithmeticScene();
                AbstractState state = scene.State();
                Follow(scene, state, test.conditions, test.inputs);
                if (test.expression.Run(test.inputs) is not { } number)
                {
                    return true;
                }

                Value value = test.expression.Evaluate(scene, state);
                return (scene.Concrete(value, test.inputs) ?? number) == number && scene.Path.Range(state, value).Contains(number);
            });

    [Fact]
    public void A_merged_state_describes_what_either_side_describes() => Laws.Hold(Merges(), test => IsAbove(test.Left, test.Right, test.Inputs, test.OtherInputs, widen: false));

    [Fact]
    public void A_widened_state_describes_what_either_side_describes() => Laws.Hold(Merges(), test => IsAbove(test.Left, test.Right, test.Inputs, test.OtherInputs, widen: true));

    [Fact]
    public void A_canonical_state_stays_as_it_is() =>
        Laws.Hold(Merges(), test =>
        {
            (ArithmeticScene scene, AbstractState state) = Built(test.Left, test.Inputs);
            scene.Merger.Canonicalize(state, StateMerger.NoBlock);
            state.ComputeHash();
            ulong hash = state.Hash;
            scene.Merger.Canonicalize(state, StateMerger.NoBlock);
            state.ComputeHash();
            return state.Hash == hash;
        });

    [Fact]
    public void A_state_merged_with_itself_says_what_it_said() =>
        Laws.Hold(Merges(), test =>
        {
            (ArithmeticScene scene, AbstractState state) = Built(test.Left, test.Inputs);
            scene.Merger.Canonicalize(state, StateMerger.NoBlock);
            state.ComputeHash();
            ulong hash = state.Hash;
            AbstractState copy = scene.State();
            copy.CopyFrom(state);
            scene.Merger.Merge(state, copy, block: 0, widen: false);
            state.ComputeHash();
            return state.Hash == hash;
        });

    private sealed record Side(IReadOnlyList<RandomExpression> Conditions, IReadOnlyList<RandomExpression> Stored);

    private static Gen<(Side Left, Side Right, long[] Inputs, long[] OtherInputs)> Merges()
    {
        Gen<Side> sides = from conditions in RandomExpression.Conditions.ListOf(2) from stored in RandomExpression.All.ListOf(2) select new Side([.. conditions], [.. stored]);
        return from left in sides from right in sides from inputs in RandomExpression.Inputs from other in RandomExpression.Inputs select (left, right, inputs, other);
    }

    /// <summary>The path that the inputs take. What C gives no value takes none.</summary>
    private static bool Follow(ArithmeticScene scene, AbstractState state, IEnumerable<RandomExpression> conditions, long[] inputs)
    {
        foreach (RandomExpression condition in conditions)
        {
            if (condition.Run(inputs) is { } number && !scene.Path.Assume(state, condition.Evaluate(scene, state), number != 0))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>A state behind conditions, with two variables written.</summary>
    private static (ArithmeticScene Scene, AbstractState State) Built(Side side, long[] inputs)
    {
        var scene = new ArithmeticScene();
        return (scene, Built(scene, side, inputs));
    }

    private static AbstractState Built(ArithmeticScene scene, Side side, long[] inputs)
    {
        AbstractState state = scene.State();
        Follow(scene, state, side.Conditions, inputs);
        for (int i = 0; i < side.Stored.Count; i++)
        {
            Value value = side.Stored[i].Evaluate(scene, state);
            if (side.Stored[i].Run(inputs) is not null && !value.IsNone)
            {
                state.SetCell(CellOf(scene, i), value);
            }
        }

        return state;
    }

    private static int CellOf(ArithmeticScene scene, int variable) =>
        scene.Context.Cells.Intern(new Cell(scene.Context.Terms.LocalAddress(ArithmeticScene.Inputs + variable), 0, 4, 0, 0));

    private static bool IsAbove(Side left, Side right, long[] inputs, long[] otherInputs, bool widen)
    {
        var scene = new ArithmeticScene();
        AbstractState first = Built(scene, left, inputs), second = Built(scene, right, otherInputs);
        long?[] firstNumbers = Numbers(scene, first, inputs), secondNumbers = Numbers(scene, second, otherInputs);
        scene.Merger.Merge(first, second, block: 0, widen);
        return scene.Describes(first, inputs) && scene.Describes(first, otherInputs)
            && Holds(scene, first, firstNumbers, inputs) && Holds(scene, first, secondNumbers, otherInputs);
    }

    private static long?[] Numbers(ArithmeticScene scene, AbstractState state, long[] inputs) =>
        [.. Enumerable.Range(0, 2).Select(i => state.FindCell(CellOf(scene, i)) is >= 0 and var at ? scene.Concrete(state.CellValues[at], inputs) : null)];

    /// <summary>Each variable may be what it was.</summary>
    private static bool Holds(ArithmeticScene scene, AbstractState state, long?[] numbers, long[] inputs)
    {
        for (int i = 0; i < numbers.Length; i++)
        {
            int at = state.FindCell(CellOf(scene, i));
            if (numbers[i] is not { } number || at < 0)
            {
                continue;
            }

            Value value = state.CellValues[at];
            if (scene.Concrete(value, inputs) is { } now ? now != number : !scene.Path.Range(state, value).Contains(number))
            {
                return false;
            }
        }

        return true;
    }
}
