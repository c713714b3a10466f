using Cleak.Analysis;
using Xunit;

namespace Cleak.Tests.States;

public sealed class GivenNamesTests
{
    private readonly GivenNames names = new();

    [Fact]
    public void A_stamp_that_was_never_given_is_known_to_no_state() => Assert.False(names.MayKnowStamp(9, number: 3));

    [Fact]
    public void Of_a_term_that_was_not_given_here_nothing_is_said()
    {
        names.Begin(3, isRepeated: false);
        Assert.True(names.MayKnowTerm(9, number: 3));
    }

    [Fact]
    public void What_an_earlier_execution_gave_the_next_state_does_not_know()
    {
        names.Begin(3, isRepeated: false);
        names.GiveTerm(9, 3);
        Assert.True(names.MayKnowTerm(9, 3));
        names.Begin(3, isRepeated: false);
        Assert.False(names.MayKnowTerm(9, 3));
    }

    [Fact]
    public void Where_a_loop_comes_round_any_state_may_know()
    {
        names.Begin(3, isRepeated: true);
        names.GiveStamp(9, 3);
        names.Begin(3, isRepeated: true);
        Assert.True(names.MayKnowStamp(9, 3));
    }

    [Fact]
    public void What_another_instruction_gave_any_state_may_know()
    {
        names.Begin(2, isRepeated: false);
        names.GiveStamp(9, 3);
        names.Begin(3, isRepeated: false);
        Assert.True(names.MayKnowStamp(9, 3));
    }

    [Fact]
    public void Cases_do_not_know_what_others_were_given_but_what_was_given_before_them()
    {
        names.Begin(3, isRepeated: false);
        names.GiveTerm(8, 3);
        names.BeginOutcomes();
        names.BeginOutcome();
        names.GiveTerm(9, 3);
        Assert.True(names.MayKnowTerm(8, 3));
        Assert.True(names.MayKnowTerm(9, 3));
        names.BeginOutcome();
        Assert.True(names.MayKnowTerm(8, 3));
        Assert.False(names.MayKnowTerm(9, 3));
        names.EndOutcomes();
        Assert.True(names.MayKnowTerm(9, 3));
    }

    [Fact]
    public void What_two_cases_were_given_a_third_may_know_from_before()
    {
        names.Begin(3, isRepeated: false);
        names.GiveTerm(9, 3);
        names.BeginOutcomes();
        names.BeginOutcome();
        names.GiveTerm(9, 3);
        names.BeginOutcome();
        Assert.True(names.MayKnowTerm(9, 3));
    }

    [Fact]
    public void What_a_first_callee_was_given_the_cases_of_a_second_may_know()
    {
        names.Begin(3, isRepeated: false);
        names.BeginOutcomes();
        names.BeginOutcome();
        names.EndOutcomes();
        names.GiveTerm(9, 3);
        names.BeginOutcomes();
        names.BeginOutcome();
        Assert.True(names.MayKnowTerm(9, 3));
    }

    [Fact]
    public void In_calls_within_a_case_what_the_case_was_given_is_known()
    {
        names.Begin(3, isRepeated: false);
        names.BeginOutcomes();
        names.BeginOutcome();
        names.GiveTerm(9, 3);
        names.BeginOutcomes();
        names.BeginOutcome();
        Assert.True(names.MayKnowTerm(9, 3));
        names.EndOutcomes();
        Assert.True(names.MayKnowTerm(9, 3));
    }
}
