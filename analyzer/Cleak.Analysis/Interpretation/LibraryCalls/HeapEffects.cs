using Cleak.Ir;

namespace Cleak.Analysis;

/// <summary>Library functions that allocate, move and release heap blocks.</summary>
internal sealed class HeapEffects(AnalysisContext context, PathCondition path, Memory memory, ResourceTracker tracker, CallTransfer calls, ModelResults results)
{
    private static readonly IrType AnyPointer = new() { Id = 0, Kind = TypeKind.Pointer, Name = "void *", Size = 8 };

    public void Allocate(AbstractState state, ModelCall call, List<AbstractState> next)
    {
        int number = call.Number;
        string family = call.Model.Result.Family.Length > 0 ? call.Model.Result.Family : "malloc";
        AssumeSize(state, call);
        int term = tracker.Acquire(state, number, 0, ResourceKind.Heap, family);
        ObjectDefault contents = call.Model.Behavior switch
        {
            Behavior.Allocate => ObjectDefault.Uninitialized,
            Behavior.AllocateZeroed => ObjectDefault.Zero,
            _ => ObjectDefault.Initial,
        };
        Value size = calls.Bounds.Sizes.Asked(state, call);
        CheckProduct(state, call, size);
        memory.Reset(state, term, contents, 0);
        calls.Bounds.Sizes.Set(state, term, size);
        if (call.Model.Behavior == Behavior.DuplicateString && !size.IsNone)
        {
            calls.Bounds.Lengths.Set(state, Value.Of(term), path.Add(size, -1));
        }

        if (call.Model.Result.Failure == FailureValue.Never)
        {
            path.Exclude(state, term, 0);
        }

        calls.SetResult(state, number, call.Instruction, Value.Of(term));
        next.Add(state);
    }

    /// <summary>Functions that are given the factors, as calloc is, ask themselves whether the product fits.</summary>
    private void CheckProduct(AbstractState state, ModelCall call, Value size)
    {
        if (call.Model.Operands.Length == (call.Model.Behavior == Behavior.Reallocate ? 2 : 1) && call.Model.Behavior is Behavior.Allocate or Behavior.AllocateZeroed or Behavior.Reallocate)
        {
            calls.SizeProducts.Check(state, call.Number, size);
        }
    }

    /// <summary>What is asked for is more than nothing: a program that allocates no bytes uses none.</summary>
    private void AssumeSize(AbstractState state, ModelCall call)
    {
        foreach (int operand in call.Model.Behavior is Behavior.Allocate or Behavior.AllocateZeroed ? call.Model.Operands : [])
        {
            if (operand >= 0 && operand < call.Arguments.Length && path.Resolve(state, call.Arguments[operand]) is { IsTerm: true } size)
            {
                path.Assume(state, size, true);
            }
        }
    }

    public void Reallocate(AbstractState state, ModelCall call, List<AbstractState> next)
    {
        int number = call.Number;
        Value old = path.Resolve(state, call.Operand(0));
        if (context.Terms.TryConstant(old, out _) || !old.IsTerm)
        {
            Allocate(state, call, next);
            return;
        }

        calls.ReallocSizes.Check(state, call);
        calls.Releases.Check(state, number, old, call.Model.Operands[0], null);
        int block = context.Terms.Object(old.Term);
        int distance = block == old.Term ? old.Offset : Resource.Somewhere;
        int at = state.FindResource(block);
        if (at >= 0 && state.Resources[at].State is ResourceState.Released or ResourceState.Moved)
        {
            calls.Release(state, number, old, ResourceKind.Heap, call.Family, call.Model.Operands[0], null);
        }

        if (call.Model.Result.Failure != FailureValue.Never)
        {
            AbstractState failed = context.Pool.Copy(state);
            if (path.Exclude(failed, old.Term, -(long)old.Offset))
            {
                int known = failed.FindResource(block);
                context.History.Record(failed, number, EventKind.ReallocFailed, block);
                Resource before = known >= 0
                    ? failed.Resources[known]
                    : new Resource(block, ResourceKind.Heap, ResourceState.Foreign, ResourceFlags.None, 0, -1, -1);
                if (before.State is ResourceState.Live or ResourceState.Foreign)
                {
                    failed.SetResource(before with { Flags = before.Flags | ResourceFlags.ReallocFailed, Last = failed.History, ReleasedAt = distance });
                }

                calls.SetResult(failed, number, call.Instruction, Value.Zero);
                next.Add(failed);
            }
            else
            {
                context.Pool.Release(failed);
            }
        }

        Value size = calls.Bounds.Sizes.Asked(state, call);
        CheckProduct(state, call, size);
        Value kept = calls.Bounds.Sizes.Of(state, old.Term);
        int term = tracker.Acquire(state, number, 0, ResourceKind.Heap, call.Model.Result.Family.Length > 0 ? call.Model.Result.Family : "malloc");
        memory.Reset(state, term, ObjectDefault.Initial, memory.Stamp(state, number));
        calls.Bounds.Sizes.Set(state, term, size);
        if (block == old.Term)
        {
            memory.CopyBytes(state, Value.Of(term), old, -1, number, null);
            memory.MoveObject(state, block, term);
            calls.Bounds.Sizes.SetKept(state, term, old.Offset == 0 ? kept : Value.None);
        }
        else
        {
            // Where in the new block the old bytes stand is not known: what they held may be there.
            tracker.EscapeContents(state, block);
        }

        path.Exclude(state, term, 0);
        if (!context.Terms[block].IsObjectAddress)
        {
            tracker.Transition(state, block, ResourceKind.Heap, ResourceState.Moved, 0, EventKind.Move, number);
            int moved = state.FindResource(block);
            state.Resources[moved] = state.Resources[moved] with { ReleasedAt = distance };
        }

        calls.SetResult(state, number, call.Instruction, Value.Of(term));
        next.Add(state);
    }

    /// <summary>asprintf, posix_memalign: the pointer is set where the result says so, else it is not to be used.</summary>
    public void AllocateInto(AbstractState state, ModelCall call, List<AbstractState> next)
    {
        int number = call.Number;
        Value place = call.Operand(0);
        string family = call.Model.Argument(call.Model.Operands[0]) is { Family.Length: > 0 } argument ? argument.Family : "malloc";
        (Value failure, Value success) = call.Model.Result.Failure switch
        {
            FailureValue.NonZero => (tracker.FreshValue(state, number, 1, 1, int.MaxValue), Value.Zero),
            FailureValue.Zero => (Value.Zero, tracker.FreshValue(state, number, 1, 1, int.MaxValue)),
            _ => (context.Terms.Constant(-1), tracker.FreshValue(state, number, 1, 0, int.MaxValue)),
        };
        AbstractState failed = context.Pool.Copy(state);
        memory.Forget(failed, place, 8, number, tracker.Noted);
        calls.SetResult(failed, number, call.Instruction, failure);
        next.Add(failed);

        Value size = calls.Bounds.Sizes.Asked(state, call);
        int term = tracker.Acquire(state, number, 0, ResourceKind.Heap, family);
        memory.Reset(state, term, ObjectDefault.Initial, memory.Stamp(state, number));
        calls.Bounds.Sizes.Set(state, term, size);
        path.Exclude(state, term, 0);
        memory.Write(state, place, Value.Of(term), 8, default, number, tracker.Noted);
        calls.SetResult(state, number, call.Instruction, success);
        next.Add(state);
    }

    /// <summary>Memory of the function's own stack; false where too many live at once to be told apart.</summary>
    public bool TryTakeFromStack(AbstractState state, ModelCall call, List<AbstractState> next)
    {
        if (!tracker.TryStackBlock(state, call.Number, out int block))
        {
            return false;
        }

        Value size = calls.Bounds.Sizes.Asked(state, call);
        memory.Reset(state, block, ObjectDefault.Uninitialized, 0);
        calls.Bounds.Sizes.Set(state, block, size);
        calls.SetResult(state, call.Number, call.Instruction, Value.Of(block));
        next.Add(state);
        return true;
    }

    /// <summary>
    /// getline: the block that the pointer names grows, or comes into being where there is none; it is the caller's also where the call
    /// fails (getline(3)).
    /// </summary>
    public void GrowInto(AbstractState state, ModelCall call, List<AbstractState> next)
    {
        int number = call.Number;
        Value place = path.Resolve(state, call.Operand(0));
        Value block = place.IsTerm ? memory.Read(state, place, AnyPointer, default) : Value.None;
        if (block.IsUninitialized)
        {
            calls.Unset.InPlace(state, number, place);
        }

        bool isKnown = block.IsTerm && state.FindResource(context.Terms.Object(block.Term)) >= 0;
        if (isKnown)
        {
            int root = context.Terms.Object(block.Term);
            calls.CheckUse(state, number, block, call.Instruction.Arguments[call.Model.Operands[0]], null);
            memory.Forget(state, Value.Of(root), -1, number, tracker.Escaped);
        }
        else if (place.IsTerm && (block.IsUninitialized || (context.Terms.TryConstant(block, out long none) && none == 0)))
        {
            int term = tracker.Acquire(state, number, 1, ResourceKind.Heap, "malloc");
            memory.Reset(state, term, ObjectDefault.Initial, memory.Stamp(state, number));
            memory.Write(state, place, Value.Of(term), 8, default, number, null);
        }

        memory.Forget(state, call.Operand(1), 8, number, tracker.Noted);
        calls.SetResult(state, number, call.Instruction, results.Of(state, call));
        next.Add(state);
    }

    /// <summary>realpath, getcwd, signalfd, mmap: what is given, else something new.</summary>
    public void AcquireUnlessGiven(AbstractState state, ModelCall call, List<AbstractState> next)
    {
        int number = call.Number;
        Value given = path.Resolve(state, call.Operand(0));
        bool isConstant = context.Terms.TryConstant(given, out long constant);
        bool isNothing = isConstant && constant == (call.Model.Result.Resource == ResourceKind.Descriptor ? -1 : 0);
        if (!isConstant && given.IsTerm && call.Model.Result.Resource == ResourceKind.Heap)
        {
            memory.Forget(state, given, -1, number, tracker.Noted);
            GiveBack(state, call, given, next);
            return;
        }

        Value result = isNothing ? results.Acquired(state, call) : Value.None;
        if (isNothing && call.Model.Result.Resource == ResourceKind.Heap)
        {
            memory.Reset(state, result.Term, ObjectDefault.Initial, memory.Stamp(state, number));
        }
        else if (!isNothing)
        {
            (long low, long high) = Acquisition.Range(call.Model.Result.Resource);
            result = tracker.FreshValue(state, number, 1, low, high);
            if (given.IsTerm)
            {
                context.Derive(result.Term, context.Terms.Object(given.Term));
            }
        }

        calls.SetResult(state, number, call.Instruction, result);
        next.Add(state);
    }

    /// <summary>What is returned is the buffer that was given, or null; where it may be null that was given, a block of which no more is known.</summary>
    private void GiveBack(AbstractState state, ModelCall call, Value given, List<AbstractState> next)
    {
        AbstractState failed = context.Pool.Copy(state);
        calls.SetResult(failed, call.Number, call.Instruction, Value.Zero);
        next.Add(failed);

        AbstractState unasked = context.Pool.Copy(state);
        if (path.Bound(unasked, given, 0, 0))
        {
            calls.SetResult(unasked, call.Number, call.Instruction, tracker.FreshValue(unasked, call.Number, 1, 1, long.MaxValue));
            next.Add(unasked);
        }
        else
        {
            context.Pool.Release(unasked);
        }

        if (path.Assume(state, given, true))
        {
            calls.SetResult(state, call.Number, call.Instruction, given);
            next.Add(state);
        }
        else
        {
            context.Pool.Release(state);
        }
    }

    public void Free(AbstractState state, ModelCall call, List<AbstractState> next)
    {
        if (call.Operand(0) is { IsNone: false } block)
        {
            calls.Release(state, call.Number, block, ResourceKind.Heap, call.Family, call.Model.Operands[0], null);
        }

        calls.SetResult(state, call.Number, call.Instruction, Value.None);
        next.Add(state);
    }
}
