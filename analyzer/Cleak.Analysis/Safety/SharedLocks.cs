using Cleak.Ir;

namespace Cleak.Analysis;

/// <summary>
/// Locks that are made for several processes (PTHREAD_PROCESS_SHARED): a forked child has no copy of such a one, and who holds it in the parent gives
/// it back for all.
/// </summary>
internal sealed class SharedLocks(AnalysisContext context, PathCondition path, ProgramNotes notes)
{
    private readonly HashSet<Value> attributes = [];

    /// <summary>Parameters, by bit, at which such a lock is made.</summary>
    public uint Parameters { get; private set; }

    public void Model(AbstractState state, in ModelCall call)
    {
        if (call.Model.Behavior == Behavior.AttributeShare)
        {
            bool isOff = context.Terms.TryConstant(path.Resolve(state, call.Operand(1)), out long value) && value == 0;
            if (!isOff && path.Resolve(state, call.Operand(0)) is { IsTerm: true } attribute)
            {
                attributes.Add(attribute);
            }
        }
        else if (attributes.Count > 0 && call.Arguments.Length > 1 && attributes.Contains(path.Resolve(state, call.Arguments[1])))
        {
            Make(state, call.Number, call.Instruction.Arguments[0], call.Arguments[0]);
        }
    }

    public void Callee(AbstractState state, int number, uint parameters, Value[] arguments)
    {
        for (int i = 0; parameters != 0 && i < arguments.Length && context.Code.Instruction(number) is CallInstruction call; i++, parameters >>= 1)
        {
            if ((parameters & 1) != 0)
            {
                Make(state, number, call.Arguments[i], arguments[i]);
            }
        }
    }

    private void Make(AbstractState state, int number, Expression at, Value place)
    {
        if (HandlePlaces.Of(context, context.Code.BlockOf(number), at) is { IsKnown: true } known)
        {
            notes.LockUses.Add(new LockUse(known, LockAction.Share));
        }

        if (path.Resolve(state, place) is { IsTerm: true, Offset: 0 } given && context.Terms[given.Term] is { Kind: TermKind.Parameter, A: < 32 } parameter)
        {
            Parameters |= 1u << parameter.A;
        }
    }
}
