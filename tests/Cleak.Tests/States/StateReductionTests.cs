using Cleak.Analysis;
using Xunit;

namespace Cleak.Tests.States;

public sealed class StateReductionTests
{
    private const string Source = "void use(void); int f(int count, char *p, int unasked) { use(); if (count && p) use(); return 0; }";

    [Fact]
    public void Equal_states_become_one_and_kin_merge()
    {
        var scene = new StateScene(Source);
        List<AbstractState> states =
        [
            scene.State(("count", scene.Constant(1)), ("unasked", scene.Constant(1))),
            scene.State(("count", scene.Constant(1)), ("unasked", scene.Constant(1))),
            scene.State(("count", scene.Constant(1)), ("unasked", scene.Constant(2))),
            scene.State(("count", scene.Constant(0)), ("unasked", scene.Constant(2))),
        ];
        scene.Reduction.Reduce(0, 0, states, null, 4, 8);
        Assert.Equal(2, states.Count);
        Assert.Equal(1, scene.Reduction.Merges);
        Assert.Equal(scene.Constant(1), scene.ValueOf(states[0], "count"));
    }

    [Fact]
    public void Of_too_many_states_those_stay_apart_that_say_what_is_zero()
    {
        var scene = new StateScene(Source);
        List<AbstractState> states = [scene.State(("count", scene.Constant(0)), ("p", scene.Constant(0)))];
        for (int count = 1; count <= 6; count++)
        {
            states.Add(scene.State(("count", scene.Constant(count)), ("p", scene.Constant(4096 * count))));
        }

        scene.Reduction.Reduce(0, 0, states, null, 4, 8);
        Assert.Equal(2, states.Count);
        Assert.Equal(Value.Zero, scene.ValueOf(states[0], "count"));
        Assert.Equal(Value.Zero, scene.ValueOf(states[0], "p"));
        Assert.Equal((1, 6), Bounds(scene, states[1], "count"));
    }

    [Fact]
    public void States_with_blocks_of_their_own_stay_apart_up_to_the_hard_limit()
    {
        var scene = new StateScene(Source);
        List<AbstractState> states = Released(scene, 8);
        scene.Reduction.Reduce(0, 0, states, null, 4, 8);
        Assert.Equal(8, states.Count);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Beyond_it_blocks_in_one_place_and_condition_count_as_one(bool isLive)
    {
        ResourceState condition = isLive ? ResourceState.Live : ResourceState.Released;
        var scene = new StateScene(Source);
        List<AbstractState> states = Released(scene, 12, condition);
        states.Add(scene.State(("p", Value.Zero)));
        scene.Reduction.Reduce(0, 0, states, null, 2, 4);
        Assert.InRange(states.Count, 1, 4);
        foreach (AbstractState state in states.Where(state => state.ResourceCount > 0))
        {
            Assert.Equal(condition, state.Resources[0].State);
            Assert.False(state.Resources[0].Has(ResourceFlags.Imprecise));
        }

        Assert.Contains(states, state => scene.ValueOf(state, "p") == Value.Zero);
    }

    [Fact]
    public void Blocks_in_different_conditions_never_count_as_one()
    {
        var scene = new StateScene(Source);
        AbstractState released = Released(scene, 1)[0], live = Released(scene, 2, ResourceState.Live)[1];
        Assert.False(new AlikeBlocks(scene.Context).TryAlign(released, live));
        Assert.NotEqual(scene.ValueOf(released, "p"), scene.ValueOf(live, "p"));
    }

    [Fact]
    public void Blocks_in_different_places_never_count_as_one()
    {
        var scene = new StateScene(Source);
        AbstractState one = Released(scene, 1)[0], other = scene.State();
        other = scene.State(("count", scene.Block(other, 7, ResourceState.Released)));
        scene.Block(other, 7, ResourceState.Released);
        Assert.False(new AlikeBlocks(scene.Context).TryAlign(one, other));
    }

    private static List<AbstractState> Released(StateScene scene, int count, ResourceState condition = ResourceState.Released)
    {
        var states = new List<AbstractState>();
        for (int i = 0; i < count; i++)
        {
            AbstractState state = scene.State();
            Value block = scene.Block(state, i, condition);
            AbstractState named = scene.State(("p", block));
            scene.Block(named, i, condition);
            named.ComputeHash();
            states.Add(named);
        }

        return states;
    }

    private static (long, long) Bounds(StateScene scene, AbstractState state, string name)
    {
        Fact range = scene.Path.Range(state, scene.ValueOf(state, name));
        return (range.Low, range.High);
    }
}
