using Xunit;

namespace Cleak.Tests.States;

public sealed class LaterQuestionsTests
{
    private const string Source = """
        void here(void); void there(void); int give(void);
        int f(int asked, int through, int written, int unasked, int unread)
        {
            here();
            int sum = through + 1;
            int copy = unasked;
            written = give();
            if (asked)
                there();
            if (sum > 3 || written)
                there();
            (void)copy;
            return 0;
        }
        """;

    [Fact]
    public void What_a_branch_asks_is_asked_before_it()
    {
        var scene = new StateScene(Source);
        Assert.True(scene.Questions.IsAskedFrom(0, scene.Place("asked")));
    }

    [Fact]
    public void What_is_asked_through_another_variable_is_asked()
    {
        var scene = new StateScene(Source);
        Assert.True(scene.Questions.IsAskedFrom(0, scene.Place("through")));
    }

    [Fact]
    public void What_is_written_before_it_is_asked_is_not_asked()
    {
        var scene = new StateScene(Source);
        Assert.False(scene.Questions.IsAskedFrom(0, scene.Place("written")));
    }

    [Fact]
    public void What_is_read_and_decides_nothing_is_not_asked()
    {
        var scene = new StateScene(Source);
        Assert.False(scene.Questions.IsAskedFrom(0, scene.Place("unasked")));
        Assert.False(scene.Questions.IsAskedFrom(0, scene.Place("unread")));
    }

    [Fact]
    public void What_was_asked_is_not_asked_behind_the_question()
    {
        var scene = new StateScene("void last(void); int f(int asked) { if (asked) { last(); } last(); return 1; }");
        int block = scene.BlockOfCall("last");
        Assert.True(scene.Questions.IsAskedFrom(0, scene.Place("asked")));
        Assert.False(scene.Questions.IsAskedFrom(block, scene.Place("asked")));
    }

    [Fact]
    public void What_is_returned_is_asked_and_a_loop_asks_before_itself()
    {
        var scene = new StateScene("void turn(void); int f(int result, int count) { while (count--) turn(); return result; }");
        int body = scene.BlockOfCall("turn");
        Assert.True(scene.Questions.IsAskedFrom(body, scene.Place("result")));
        Assert.True(scene.Questions.IsAskedFrom(body, scene.Place("count")));
    }
}
