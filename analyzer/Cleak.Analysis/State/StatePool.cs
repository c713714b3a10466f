namespace Cleak.Analysis;

/// <summary>States to be used again: a worker's interpreter allocates nothing once it is warm.</summary>
internal sealed class StatePool
{
    private AbstractState? free;

    public AbstractState New()
    {
        AbstractState state = Take();
        state.Reset();
        return state;
    }

    public AbstractState Copy(AbstractState other)
    {
        AbstractState state = Take();
        state.CopyFrom(other);
        return state;
    }

    public void Release(AbstractState state)
    {
        state.NextFree = free;
        free = state;
    }

    private AbstractState Take()
    {
        AbstractState? state = free;
        if (state is null)
        {
            return new AbstractState();
        }

        free = state.NextFree;
        state.NextFree = null;
        return state;
    }
}
