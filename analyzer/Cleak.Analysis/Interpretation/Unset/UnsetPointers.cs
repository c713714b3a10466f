using Cleak.Findings;
using Cleak.Ir;

namespace Cleak.Analysis;

/// <summary>Pointers that are followed or released on a path on which nothing was ever written to them.</summary>
internal sealed class UnsetPointers(AnalysisContext context, PathCondition path, Evaluator evaluator, Memory memory, ResourceTracker tracker, DefectRecorder recorder, CalleeDefects calleeDefects)
{
    private readonly CellNames names = new(context);
    private readonly UnsetPaths paths = new(context);

    /// <summary>Memory is read or written at an address that the expression makes of a pointer.</summary>
    public void Access(AbstractState state, int number, Expression address) => Check(state, number, address, "");

    /// <summary>A library function follows or releases what it is given.</summary>
    public void Argument(AbstractState state, int number, Expression argument, bool isReleased) =>
        Check(state, number, argument, isReleased ? ReleasedBy : UsedBy);

    /// <summary>A function extends the block that stands at a place, or makes one where there is null.</summary>
    public void InPlace(AbstractState state, int number, Value address)
    {
        if (PlaceAt(state, address) is { } place)
        {
            Record(state, number, place, UsedBy, null);
            Set(state, number, address);
        }
    }

    /// <summary>A callee follows, releases or tests a pointer that it is given, or that it finds in what it is given; or may follow it.</summary>
    /// <param name="argument">What it is given, where that is the pointer itself; else null.</param>
    /// <param name="address">Where the pointer stands, where the callee finds it.</param>
    /// <param name="use">Null where the callee only asks whether it is null, or does not follow it for certain: what it does then follows from garbage.</param>
    public void Callee(AbstractState state, int number, Expression? argument, Value address, TraceStep? use, bool isReleased)
    {
        Value at = argument is null ? path.Resolve(state, address) : Origin(state, number, argument);
        if (PlaceAt(state, at) is { } place)
        {
            calleeDefects.Add(DefectKind.UnsetPointer, at, use is null ? null : () => Record(state, number, place, isReleased ? ReleasedBy : UsedBy, use));
        }
    }

    /// <summary>What a load gives is followed or released in its block: that it was never written is said there.</summary>
    public bool IsFollowed(int number, LoadInstruction load)
    {
        if (!load.Type.IsPointer)
        {
            return false;
        }

        BasicBlock block = context.Code.BlockOf(number);
        for (int i = number - context.Code.First(block.Ordinal) + 1; i < block.Instructions.Length; i++)
        {
            bool isFollowed = block.Instructions[i] switch
            {
                LoadInstruction other => Base(other.Address) == load.Temporary,
                StoreInstruction store => Base(store.Address) == load.Temporary,
                CopyInstruction copy => Base(copy.Destination) == load.Temporary || Base(copy.Source) == load.Temporary,
                CallInstruction call => IsFollowed(call, load.Temporary),
                _ => false,
            };
            if (isFollowed)
            {
                return true;
            }
        }

        return false;
    }

    private bool IsFollowed(CallInstruction call, int temporary)
    {
        for (int i = 0; i < call.Arguments.Length; i++)
        {
            if (Base(call.Arguments[i]) == temporary && call.DirectCallee is { } callee
                && context.Program.Models.Find(context.UnitIndex, callee) is { } model && (ModelArguments.IsReleasedBy(model, i) || ModelArguments.MustNotBeNull(model, i)))
            {
                return true;
            }
        }

        return false;
    }

    private const string ReleasedBy = "released";
    private const string UsedBy = "used";

    private void Check(AbstractState state, int number, Expression expression, string how)
    {
        int temporary = Base(expression);
        if (temporary < 0 || temporary >= state.TemporaryCount || !state.Temporary(temporary).IsUninitialized)
        {
            return;
        }

        Value at = Origin(state, number, expression);
        if (PlaceAt(state, at) is { } place)
        {
            Record(state, number, place, how, null);
            Set(state, number, at);
        }

        state.SetTemporary(temporary, tracker.FreshValue(state, number, SetNumber, TermTable.FirstAddress, long.MaxValue));
    }

    /// <summary>Number among the fresh values of an instruction.</summary>
    private const int SetNumber = 51;

    /// <summary>What is followed next is as unknown; one defect is enough.</summary>
    private void Set(AbstractState state, int number, Value address) =>
        memory.Write(state, address, tracker.FreshValue(state, number, SetNumber, TermTable.FirstAddress, long.MaxValue), UnsetPlace.Width, default, number, null);

    /// <summary>The temporary that an address is made of; -1 where it is made of something else.</summary>
    private static int Base(Expression expression)
    {
        while (true)
        {
            switch (expression)
            {
                case OffsetExpression offset:
                    expression = offset.Address;
                    break;
                case IndexExpression index:
                    expression = index.Address;
                    break;
                case CastExpression cast:
                    expression = cast.Operand;
                    break;
                case TemporaryExpression temporary:
                    return temporary.Index;
                default:
                    return -1;
            }
        }
    }

    /// <summary>Where the pointer that an expression is made of was loaded from.</summary>
    private Value Origin(AbstractState state, int number, Expression expression) =>
        Base(expression) is >= 0 and var temporary && ExpressionText.Definition(context.Code.BlockOf(number), temporary) is LoadInstruction { IsVolatile: false } load
            ? evaluator.Evaluate(state, load.Address)
            : Value.None;

    /// <summary>A place in a variable or block of the function's own, at a distance that is known.</summary>
    private UnsetPlace? PlaceAt(AbstractState state, Value address)
    {
        if (!address.IsTerm)
        {
            return null;
        }

        Term root = context.Terms[address.Term];
        if (root.Kind == TermKind.LocalAddress)
        {
            Local local = context.Function.Locals[root.A];
            return local.IsSynthetic || local.IsParameter || address.Offset < 0 || address.Offset + UnsetPlace.Width > local.Type.Size ? null : new UnsetPlace(root.A, address.Offset, -1);
        }

        int at = state.FindResource(address.Term);
        return root.Kind == TermKind.Acquired && root.B < ResourceTracker.MaxInstances && at >= 0
            && state.Resources[at] is { State: ResourceState.Live, Kind: ResourceKind.Heap, Acquired: >= 0 } block && !block.Has(ResourceFlags.Imprecise) && !block.Has(ResourceFlags.Reported)
            && path.MustBeNonZero(state, Value.Of(address.Term)) && !context.VaguelyWritten.Contains(address.Term)
            ? new UnsetPlace(-1, address.Offset, block.Acquired)
            : null;
    }

    private void Record(AbstractState state, int number, UnsetPlace place, string how, TraceStep? inner)
    {
        int root = place.IsLocal ? context.Terms.LocalAddress(place.Slot) : context.History[place.Acquired].Subject;
        string name = names.OfPlace(state, new Cell(root, place.Offset, UnsetPlace.Width, 0, 0));
        string subject = name.Length > 0 ? $"'{name}'" : "the pointer";
        string callee = how.Length > 0 ? recorder.CalleeName(number) : "";
        string text = callee.Length == 0 ? $"{subject} is followed" : $"'{callee}' {(how == ReleasedBy ? "releases" : "uses")} {subject}";
        TraceStep last = new(context.Code.Span(number), context.Function.Name, $"{text}, but it was never set", FlowStepKinds.Use | FlowStepKinds.Defect, inner is null ? [] : [inner]);
        Resource resource = place.IsLocal ? default : state.Resources[state.FindResource(root)];
        int related = place.IsLocal ? -1 : context.History[place.Acquired].Instruction;
        recorder.Record(DefectKind.UnsetPointer, number, related, resource, state.History, last, defect => defect with
        {
            Subject = name,
            Callee = callee,
            Target = how,
            Acquirer = related >= 0 ? recorder.CalleeName(related) : "",
            Related = place.IsLocal ? context.Function.Locals[place.Slot].Span : defect.Related,
        }, accepts: events => paths.IsCertain(events, number, place));
    }
}
