using Cleak.Analysis;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace Cleak.Tests.Lattice;

/// <summary>A value says in eight bytes what it is.</summary>
public sealed class ValueLawTests
{
    private const int MostTerms = (1 << 28) - 1;

    private static readonly Gen<int> Integers = Gen.OneOf(
        Gen.Elements(int.MinValue, int.MinValue + 1, -2, -1, 0, 1, 2, int.MaxValue - 1, int.MaxValue), Gen.Choose(int.MinValue / 2, int.MaxValue / 2));

    private static readonly Gen<int> Terms = Gen.OneOf(Gen.Elements(1, 2, MostTerms - 1, MostTerms), Gen.Choose(1, MostTerms));

    private static readonly Gen<Value> Values = Gen.OneOf(
        Gen.Elements(Value.None, Value.Uninitialized, Value.Zero, Value.One),
        Integers.Select(Value.Constant),
        from term in Terms from offset in Integers select Value.Of(term, offset));

    [Fact]
    public void A_constant_is_given_back() => Laws.Hold(Integers, integer => Value.Constant(integer) is { IsConstant: true } value && value.Offset == integer);

    [Fact]
    public void A_term_and_its_offset_are_given_back() =>
        Laws.Hold(from term in Terms from offset in Integers select (term, offset), pair =>
            Value.Of(pair.term, pair.offset) is { IsTerm: true } value && value.Term == pair.term && value.Offset == pair.offset);

    [Fact]
    public void A_value_is_of_one_kind() =>
        Laws.Hold(Values, value => new[] { value.IsNone, value.IsConstant, value.IsTerm, value.IsUninitialized }.Count(kind => kind) == 1);

    [Fact]
    public void Values_are_equal_when_they_say_the_same() =>
        Laws.Hold(Laws.Pairs(Values), pair =>
        {
            (Value left, Value right) = pair;
            bool same = (left.IsNone, left.IsConstant, left.IsTerm, left.IsUninitialized) == (right.IsNone, right.IsConstant, right.IsTerm, right.IsUninitialized)
                && (left.IsNone || left.IsUninitialized || (left.Offset == right.Offset && (left.IsConstant || left.Term == right.Term)));
            return same == (left == right) && same == left.Equals(right) && (!same || left.GetHashCode() == right.GetHashCode());
        });
}
