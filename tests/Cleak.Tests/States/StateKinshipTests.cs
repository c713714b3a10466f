using Cleak.Analysis;
using Xunit;

namespace Cleak.Tests.States;

public sealed class StateKinshipTests
{
    private const string Source = """
        void *malloc(unsigned long); void free(void *); void use(void);
        int f(int count, int unasked, char *p)
        {
            use();
            if (count)
                free(p);
            return unasked * 0;
        }
        """;

    [Fact]
    public void States_that_differ_in_what_nothing_asks_are_kin()
    {
        var scene = new StateScene("void use(void); int f(int asked, int unasked) { use(); if (asked) use(); return 0; }");
        AbstractState one = scene.State(("asked", scene.Constant(1)), ("unasked", scene.Constant(1)));
        AbstractState other = scene.State(("asked", scene.Constant(1)), ("unasked", scene.Constant(2)));
        Assert.Equal(Kin(scene, one), Kin(scene, other));
    }

    [Fact]
    public void States_that_differ_in_what_is_asked_are_not()
    {
        var scene = new StateScene(Source);
        AbstractState one = scene.State(("count", scene.Constant(0))), other = scene.State(("count", scene.Constant(1)));
        Assert.NotEqual(Kin(scene, one), Kin(scene, other));
    }

    [Fact]
    public void States_whose_blocks_do_not_stand_alike_are_not()
    {
        var scene = new StateScene(Source);
        AbstractState one = scene.State(), other = scene.State();
        scene.Block(one, 0, ResourceState.Live);
        scene.Block(other, 0, ResourceState.Released);
        one.ComputeHash();
        other.ComputeHash();
        Assert.NotEqual(Kin(scene, one), Kin(scene, other));
    }

    [Fact]
    public void Of_two_numbers_that_are_asked_roughly_counts_which_is_zero()
    {
        var scene = new StateScene(Source);
        AbstractState none = scene.State(("count", scene.Constant(0))), two = scene.State(("count", scene.Constant(2))), three = scene.State(("count", scene.Constant(3)));
        Assert.Equal(Roughly(scene, two), Roughly(scene, three));
        Assert.NotEqual(Roughly(scene, none), Roughly(scene, two));
    }

    [Fact]
    public void States_contradict_each_other_where_one_has_nothing_and_the_other_something()
    {
        var scene = new StateScene("void use(void); int f(int count, int *p) { use(); if (count && p) use(); return 0; }");
        AbstractState none = scene.State(("count", scene.Constant(0)), ("p", scene.Constant(0)));
        AbstractState some = scene.State(("count", scene.Constant(2)), ("p", scene.Constant(4096)));
        AbstractState mixed = scene.State(("count", scene.Constant(3)), ("p", scene.Constant(0)));
        scene.Kinship.Number(none, 0, within: false);
        Assert.Equal(2, scene.Kinship.Contradictions(none, some, 0, false, int.MaxValue));
        Assert.Equal(1, scene.Kinship.Contradictions(none, mixed, 0, false, int.MaxValue));
        Assert.Equal(0, scene.Kinship.Contradictions(some, some, 0, false, int.MaxValue));
    }

    private static ulong Kin(StateScene scene, AbstractState state)
    {
        scene.Kinship.Number(state, 0, within: false);
        return state.Kin;
    }

    private static ulong Roughly(StateScene scene, AbstractState state)
    {
        scene.Kinship.Number(state, 0, within: false);
        scene.Kinship.NumberRoughly(state, 0, within: false);
        return state.Kin;
    }
}
