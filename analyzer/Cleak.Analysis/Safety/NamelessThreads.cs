namespace Cleak.Analysis;

/// <summary>Threads that no call of pthread_create in the program makes: timers that notify by a thread, pools, other libraries' threads.</summary>
internal sealed class NamelessThreads(AnalysisContext context, PathCondition path, Memory memory, ProgramNotes notes)
{
    /// <summary>Bytes from the start of struct sigevent to sigev_notify (glibc, musl: a pointer and an int stand before it).</summary>
    private const int NotifyOffset = 12;

    /// <summary>Bytes from the start of struct sigevent to sigev_notify_function (glibc, musl).</summary>
    private const int FunctionOffset = 16;

    /// <summary>SIGEV_THREAD.</summary>
    private const long NotifyByThread = 2;

    private static readonly Cleak.Ir.IrType Integer = new() { Id = 0, Kind = Cleak.Ir.TypeKind.Integer, Name = "int", Size = 4, IsSigned = true };
    private static readonly Cleak.Ir.IrType Pointer = new() { Id = 0, Kind = Cleak.Ir.TypeKind.Pointer, Name = "void *", Size = 8 };

    public void Model(AbstractState state, in ModelCall call)
    {
        bool isStart = call.Model.Behavior == Behavior.ThreadStart;
        if ((!isStart && !call.Model.Has(CallTraits.CreatesThreads)) || !Creates(state, call))
        {
            return;
        }

        PendingCreation creation = notes.Creation(call.Number);
        if (isStart)
        {
            creation.AddRoutine(context, path.Resolve(state, call.Operand(0)), default);
        }
        else if (call.Model.Behavior == Behavior.Notify)
        {
            Value function = memory.Read(state, path.Add(path.Resolve(state, call.Operand(0)), FunctionOffset), Pointer, default);
            creation.AddRoutine(context, path.Resolve(state, function), default);
        }

        notes.CreatesThreads = true;
        if (state.ThreadEvent < 0)
        {
            context.History.Record(state, call.Number, EventKind.Call, 0);
            state.ThreadEvent = state.History;
        }
    }

    /// <summary>Timers and queues make threads only where they are asked to notify by one, pools only where nobody waits for the work.</summary>
    private bool Creates(AbstractState state, in ModelCall call)
    {
        if (call.Model.Behavior == Behavior.PoolWork)
        {
            return !path.Resolve(state, call.Operand(0)).Equals(Value.Zero);
        }

        if (call.Model.Behavior != Behavior.Notify)
        {
            return true;
        }

        Value sigevent = path.Resolve(state, call.Operand(0));
        return sigevent.IsTerm && context.Terms.TryConstant(memory.Read(state, path.Add(sigevent, NotifyOffset), Integer, default), out long notify) && notify == NotifyByThread;
    }
}
