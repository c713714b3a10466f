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
                memory.CopyBytes(state, call.Operand(0), call.Operand(1), Size(state, call.Operand(2)), number, tracker.Noted);
                break;
            case Behavior.FillBytes:
                Fill(state, call);
                break;
            case Behavior.ZeroBytes:
                memory.Zero(state, call.Operand(0), Size(state, call.Operand(1)), number, tracker.Noted);
                break;
        }
    }

    private void Fill(AbstractState state, ModelCall call)
    {
        int number = call.Number;
        Value place = call.Operand(0);
        long size = Size(state, call.Operand(2));
        if (call.Model.Operands.Length < 2 || (context.Terms.TryConstant(path.Resolve(state, call.Operand(1)), out long value) && value == 0))
        {
            memory.Zero(state, place, size, number, tracker.Noted);
        }
        else
        {
            memory.Forget(state, place, size, number, tracker.Noted);
        }
    }

    private long Size(AbstractState state, Value size) => context.Terms.TryConstant(path.Resolve(state, size), out long constant) ? constant : -1;
}
