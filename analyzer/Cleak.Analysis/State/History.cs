namespace Cleak.Analysis;

internal enum EventKind : byte
{
    /// <summary>An undecided branch was taken: Detail 1 when the condition held, 0 when not; for a switch, the case's index.</summary>
    Branch,

    /// <summary>A resource was acquired: Subject is its term.</summary>
    Acquire,
    Release,
    Move,
    Detach,

    /// <summary>A realloc of Subject failed.</summary>
    ReallocFailed,

    /// <summary>The last name of Subject is gone.</summary>
    Lost,

    /// <summary>A case of a callee's summary was applied: Detail is its index.</summary>
    Call,

    /// <summary>The call made a child process, and this is the child.</summary>
    Fork,

    /// <summary>A creation of a thread failed: Subject is the handle that was not written, or what the thread would have been handed.</summary>
    SpawnFailed,

    /// <summary>Subject is handed to a thread that does not take care of it: Detail is the thread's own way, if it matters.</summary>
    Handed,

    /// <summary>The call made a child process, and this is the parent.</summary>
    Parent,

    /// <summary>The thread ends without a return.</summary>
    ThreadEnd,

    /// <summary>The loop goes round again.</summary>
    LoopBack,

    /// <summary>A lock is taken: Subject names it by its cell.</summary>
    Lock,
    Unlock,

    /// <summary>The address of Subject is given to a new thread.</summary>
    Lend,

    /// <summary>Another path came to the same state: Detail is its last event.</summary>
    Join,
}

/// <summary>A node of the tree of paths.</summary>
/// <param name="Parent">The event before it, -1 for the first.</param>
/// <param name="Instruction">Number of the instruction or terminator.</param>
internal readonly record struct PathEvent(int Parent, int Instruction, int Subject, EventKind Kind, int Detail);

/// <summary>The events of all paths of one function: append-only, shared by every state.</summary>
internal sealed class History
{
    private PathEvent[] events = new PathEvent[256];

    public int Count { get; private set; }

    public void Clear() => Count = 0;

    public ref readonly PathEvent this[int id] => ref events[id];

    public int Add(in PathEvent step)
    {
        if (Count == events.Length)
        {
            Array.Resize(ref events, Count * 2);
        }

        events[Count] = step;
        return Count++;
    }

    /// <summary>The instruction that an event is of made one of another kind just before it.</summary>
    public bool Follows(int id, EventKind kind)
    {
        int instruction = events[id].Instruction;
        for (int e = events[id].Parent; e >= 0 && events[e].Instruction == instruction; e = events[e].Parent)
        {
            if (events[e].Kind == kind)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Notes the path of a state that is merged into another one.</summary>
    public void Join(AbstractState state, AbstractState other)
    {
        if (state.History >= 0 && other.History >= 0 && state.History != other.History)
        {
            state.History = Add(new PathEvent(state.History, events[state.History].Instruction, 0, EventKind.Join, other.History));
        }
    }

    public void Record(AbstractState state, int instruction, EventKind kind, int subject, int detail = 0) =>
        state.History = Add(new PathEvent(state.History, instruction, subject, kind, detail));
}
