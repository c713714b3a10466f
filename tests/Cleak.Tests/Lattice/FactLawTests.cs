using Cleak.Analysis;
using FsCheck.Fluent;
using Xunit;

namespace Cleak.Tests.Lattice;

/// <summary>Facts are a lattice of sets of integers: what each operation says holds of the integers themselves.</summary>
public sealed class FactLawTests
{
    [Fact]
    public void A_join_holds_what_either_side_holds() =>
        Laws.Hold(Laws.Pairs(FactValues.Facts), pair => FactValues.Probes.All(value =>
            !(pair.First.Contains(value) || pair.Second.Contains(value)) || Fact.Join(pair.First, pair.Second).Contains(value)));

    [Fact]
    public void A_join_is_the_same_in_either_order_and_with_itself_nothing_new() =>
        Laws.Hold(Laws.Pairs(FactValues.Facts), pair =>
            Fact.Join(pair.First, pair.Second).Contains(0) == Fact.Join(pair.Second, pair.First).Contains(0)
            && (Fact.Join(pair.First, pair.Second).Low, Fact.Join(pair.First, pair.Second).High) == (Fact.Join(pair.Second, pair.First).Low, Fact.Join(pair.Second, pair.First).High)
            && Fact.Join(pair.First, pair.First) == pair.First);

    [Fact]
    public void A_join_with_what_is_below_is_what_is_above() =>
        Laws.Hold(Laws.Pairs(FactValues.Facts), pair =>
        {
            Fact join = Fact.Join(pair.First, pair.Second);
            return FactValues.Probes.All(value => Fact.Join(join, pair.First).Contains(value) == join.Contains(value));
        });

    [Fact]
    public void A_join_never_forgets_that_both_sides_are_not_null() =>
        Laws.Hold(Laws.Pairs(FactValues.Facts), pair => pair.First.Contains(0) || pair.Second.Contains(0) || !Fact.Join(pair.First, pair.Second).Contains(0));

    [Fact]
    public void A_widening_is_above_its_join() =>
        Laws.Hold(Laws.Pairs(FactValues.Facts), pair => FactValues.Probes.All(value =>
            !Fact.Join(pair.First, pair.Second).Contains(value) || Fact.Widen(pair.First, pair.Second).Contains(value)));

    [Fact]
    public void Widening_comes_to_rest() =>
        Laws.Hold(FactValues.Facts.ListOf(12), facts =>
        {
            Fact fact = facts[0];
            int changes = 0;
            foreach (Fact next in facts)
            {
                Fact widened = Fact.Widen(fact, next);
                changes += widened == fact ? 0 : 1;
                fact = widened;
            }

            // Two bounds that go to their ends, four holes that come at most once each and go at most once each.
            return changes <= 10;
        });

    [Fact]
    public void A_meet_holds_what_both_hold() =>
        Laws.Hold(from fact in FactValues.Facts from ends in Laws.Pairs(FactValues.Integers) select (fact, ends), test =>
        {
            (long low, long high) = (Math.Min(test.ends.First, test.ends.Second), Math.Max(test.ends.First, test.ends.Second));
            Fact met = test.fact.Meet(low, high);
            return FactValues.Probes.All(value => met.Contains(value) == (test.fact.Contains(value) && value >= low && value <= high));
        });

    [Fact]
    public void An_exclusion_takes_out_its_value_and_no_other() =>
        Laws.Hold(from fact in FactValues.Facts from value in FactValues.Integers select (fact, value), test =>
        {
            Fact without = test.fact.Without(test.value);

            // The fifth hole is one too many, but not when it is that of null.
            bool isTakenOut = !without.Contains(test.value) || (test.fact.Holes == 4 && test.value != 0);
            return isTakenOut && FactValues.Probes.All(value => value == test.value || !test.fact.Contains(value) || without.Contains(value));
        });

    [Fact]
    public void Facts_that_hold_the_same_are_equal() =>
        Laws.Hold(from fact in FactValues.Facts from values in FactValues.Integers.ListOf(3) select (fact, values), test =>
        {
            Fact forward = test.values.Aggregate(test.fact, (fact, value) => fact.Without(value));
            Fact backward = Enumerable.Reverse(test.values).Aggregate(test.fact, (fact, value) => fact.Without(value));
            bool isSame = FactValues.Probes.All(value => forward.Contains(value) == backward.Contains(value));
            return test.fact.Holes > 1 || !isSame || forward.IsEmpty || forward == backward;
        });

    [Fact]
    public void A_table_gives_a_fact_one_number_and_gives_it_back() =>
        Laws.Hold(FactValues.Facts.ListOf(), facts =>
        {
            var table = new FactTable();
            int[] ids = [.. facts.Select(table.Intern)];
            return table.Intern(Fact.Top) == 0 && facts.Select((fact, i) => table[ids[i]] == fact && table.Intern(fact) == ids[i]).All(same => same);
        });
}
