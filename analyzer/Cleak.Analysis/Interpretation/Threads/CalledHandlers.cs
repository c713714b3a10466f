using Cleak.Ir;

namespace Cleak.Analysis;

/// <summary>Cleanup handlers that a library keeps in a buffer of the caller's, with what they are given, and calls: <see cref="CleanupHandlers"/>.</summary>
internal sealed class CalledHandlers(AnalysisContext context, PathCondition path, Evaluator evaluator, Memory memory, ResourceTracker tracker, CallTransfer calls)
{
    /// <summary>Where the second pointer of the buffer is kept, on any platform: nobody else looks at it.</summary>
    private const int Second = 8;

    /// <summary>Bytes of each of them.</summary>
    private const byte Width = 8;

    /// <summary>A handler is pushed.</summary>
    public void Push(AbstractState state, ModelCall call)
    {
        bool isFollowed = calls.Cleanups.Push(state, call.Number, call.Instruction);
        if (call.Model.Operands.Length < 3)
        {
            return;
        }

        if (!isFollowed)
        {
            calls.Escape(state, call.Number, call.Operand(2), call.Instruction.Arguments[call.Model.Operands[2]].Type);
            return;
        }

        memory.Write(state, call.Operand(0), call.Operand(1), Width, default, call.Number, tracker.Noted);
        memory.Write(state, path.Add(call.Operand(0), Second), call.Operand(2), Width, default, call.Number, tracker.Noted);
    }

    /// <summary>The innermost handler is popped: it runs where that is asked for.</summary>
    public void Pop(AbstractState state, ModelCall call, List<AbstractState> next)
    {
        if (!CleanupHandlers.IsCalled(state))
        {
            CleanupHandlers.Pop(state);
            next.Add(state);
            return;
        }

        Value execute = call.Operand(1);
        AbstractState left = context.Pool.Copy(state);
        if (path.Assume(left, execute, false))
        {
            CleanupHandlers.Pop(left);
            next.Add(left);
        }
        else
        {
            context.Pool.Release(left);
        }

        if (path.Assume(state, execute, true))
        {
            Run(state, call.Number, next);
        }
        else
        {
            context.Pool.Release(state);
        }
    }

    /// <summary>Takes the innermost handler off and calls it.</summary>
    public void Run(AbstractState state, int number, List<AbstractState> next)
    {
        var pushed = (CallInstruction)context.Code.Instruction(CleanupHandlers.NextCalled(state));
        Value buffer = evaluator.Evaluate(state, pushed.Arguments[0]);
        IrType type = pushed.Arguments[2].Type;
        Value routine = memory.Read(state, buffer, type, default), argument = memory.Read(state, path.Add(buffer, Second), type, default);
        var call = new CallInstruction(-1, null, pushed.Arguments[1], [pushed.Arguments[2]], pushed.ResultType, context.Code.Span(number), null);
        calls.Through(state, number, call, routine, [argument], next);
    }
}
