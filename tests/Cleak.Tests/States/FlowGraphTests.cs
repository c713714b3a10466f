using Cleak.Analysis;
using Xunit;

namespace Cleak.Tests.States;

public sealed class FlowGraphTests
{
    private const string Names = "void ask(void); void one(void); void two(void); void meet(void); void exit(int);\n";

    [Fact]
    public void Sides_of_a_branch_meet_where_both_go_on()
    {
        var scene = new StateScene(Names + "int f(int a) { ask(); if (a) one(); else two(); meet(); return a; }");
        Assert.Equal(scene.BlockOfCall("meet"), Meeting(scene, "ask"));
    }

    [Fact]
    public void The_first_of_several_meetings_counts()
    {
        var scene = new StateScene(Names + "int f(int a, int b) { ask(); if (a) one(); meet(); if (b) two(); return a; }");
        Assert.Equal(scene.BlockOfCall("meet"), Meeting(scene, "ask"));
    }

    [Fact]
    public void Where_one_side_returns_they_do_not_meet()
    {
        var scene = new StateScene(Names + "int f(int a) { ask(); if (a) return 1; meet(); return 2; }");
        Assert.NotEqual(scene.BlockOfCall("meet"), Meeting(scene, "ask"));
    }

    [Fact]
    public void A_jump_past_a_place_does_not_meet_there()
    {
        var scene = new StateScene(Names + "int f(int a) { ask(); if (a) goto end; one(); end: meet(); return 2; }");
        Assert.Equal(scene.BlockOfCall("meet"), Meeting(scene, "ask"));
        Assert.NotEqual(scene.BlockOfCall("one"), Meeting(scene, "ask"));
    }

    private static int Meeting(StateScene scene, string call) => scene.Context.Code.Graph.Meeting(scene.BlockOfCall(call));
}
