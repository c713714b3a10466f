using Cleak.Driver.Workers;
using Xunit;

namespace Cleak.Tests.Driver;

public sealed class WorkQueueTests
{
    [Fact]
    public void Preparations_come_first_then_the_largest()
    {
        var queue = new WorkQueue([new WorkItem([], 10), new WorkItem([], 30), new WorkItem([], 0) { IsPreparation = true }, new WorkItem([], 20)]);

        Assert.Equal([2, 1, 3, 0], TakeAll(queue));
    }

    [Fact]
    public async Task What_needs_a_preparation_waits_until_it_is_over_and_others_do_not()
    {
        var queue = new WorkQueue([new WorkItem([], 30) { Needs = 1 }, new WorkItem([], 0) { IsPreparation = true }, new WorkItem([], 20)]);
        Assert.True(queue.TryTake(out int preparation));
        Assert.True(queue.TryTake(out int other));

        var taken = Task.Run(() => queue.TryTake(out int index) ? index : -1);
        await Task.Delay(50);
        Assert.False(taken.IsCompleted);
        queue.Finish(preparation);

        Assert.Equal((1, 2, 0), (preparation, other, await taken));
    }

    [Fact]
    public async Task Nobody_waits_in_a_queue_that_is_closed()
    {
        var queue = new WorkQueue([new WorkItem([], 30) { Needs = 1 }, new WorkItem([], 0) { IsPreparation = true }]);
        Assert.True(queue.TryTake(out _));

        var taken = Task.Run(() => queue.TryTake(out _));
        queue.Close();

        Assert.False(await taken);
    }

    private static List<int> TakeAll(WorkQueue queue)
    {
        var taken = new List<int>();
        while (queue.TryTake(out int index))
        {
            taken.Add(index);
            queue.Finish(index);
        }

        return taken;
    }
}
