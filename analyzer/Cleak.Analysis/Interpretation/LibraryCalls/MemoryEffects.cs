namespace Cleak.Analysis;

/// <summary>Library functions that copy and fill memory.</summary>
internal sealed class MemoryEffects(AnalysisContext context, PathCondition path, Memory memory, ResourceTracker tracker)
{
    public void Apply(AbstractState state, ModelCall call)
    {
        int number = call.Number;
        switch (call.Model.Behavior)
        {
            case Behavior.CopyBytes:
                memory.CopyBytes(state, call.Operand(0), call.Operand(1), Extent(state, call, 2), number, tracker.Noted);
                break;
            case Behavior.FillBytes:
                Fill(state, call);
                break;
            case Behavior.ZeroBytes:
                memory.Zero(state, call.Operand(0), Extent(state, call, 1), number, tracker.Noted);
                break;
        }
    }

    private void Fill(AbstractState state, ModelCall call)
    {
        int number = call.Number;
        Value place = call.Operand(0);
        long size = Extent(state, call, 2);
        if (call.Model.Operands.Length < 2 || (context.Terms.TryConstant(path.Resolve(state, call.Operand(1)), out long value) && value == 0))
        {
            memory.Zero(state, place, size, number, tracker.Noted);
        }
        else
        {
            memory.Forget(state, place, size, number, tracker.Noted);
        }
    }

    /// <summary>
    /// Bytes that are written at most; -1 where only the object's end bounds them. No more than the member that the address names are meant,
    /// and no more than the number can be.
    /// </summary>
    private long Extent(AbstractState state, ModelCall call, int length)
    {
        Value size = path.Resolve(state, call.Operand(length));
        if (context.Terms.TryConstant(size, out long constant))
        {
            return constant;
        }

        long rest = WrittenExtent.RestOfMember(call.Instruction.Arguments[call.Model.Operands[0]], isWhole: true);
        return rest < 0 && path.Range(state, size) is { Low: >= 0, High: <= Memory.MaxBytesFollowed } range ? range.High : rest;
    }
}
