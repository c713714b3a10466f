namespace Cleak.Analysis;

/// <summary>Library functions that take locks and give them back.</summary>
internal sealed class LockEffects(AnalysisContext context, CallTransfer calls, ModelResults results)
{
    /// <summary>Where the result is looked at the path parts: a lock that was not got is not held.</summary>
    public void Lock(AbstractState state, ModelCall call, List<AbstractState> next)
    {
        bool mayFail = call.Model.Result.Failure != FailureValue.Never && call.Instruction.Temporary >= 0;
        if (mayFail)
        {
            AbstractState failed = context.Pool.Copy(state);
            calls.SetResult(failed, call.Number, call.Instruction, results.Failed(failed, call));
            next.Add(failed);
        }

        calls.Locks.Lock(state, call.Number, call.Operand(0), call.Model.Operands[0]);
        calls.SetResult(state, call.Number, call.Instruction, mayFail ? results.Succeeded(state, call) : results.Of(state, call));
        next.Add(state);
    }

    public void Unlock(AbstractState state, ModelCall call, List<AbstractState> next)
    {
        calls.Locks.Unlock(state, call.Number, call.Operand(0));
        calls.SetResult(state, call.Number, call.Instruction, results.Of(state, call));
        next.Add(state);
    }
}
