using Cleak.Findings;
using Cleak.Ir;

namespace Cleak.Analysis;

/// <summary>What a function does with a key of thread-specific data, on any path.</summary>
public enum ThreadKeyUse
{
    /// <summary>Makes it with no destructor.</summary>
    MadeBare,

    /// <summary>Makes it with a destructor, or with something that may be one.</summary>
    MadeWithDestructor,

    /// <summary>Gets a value from it and releases that, or gives it where it may be released.</summary>
    TakenBack,
}

/// <summary>A use of the key that is kept in a place.</summary>
public readonly record struct ThreadKeyFact(HandlePlace Key, ThreadKeyUse Use);

/// <summary>A function hands what its caller gives it to a key.</summary>
internal readonly record struct ThreadKeySet(int Parameter, HandlePlace Key, TraceStep Step);

/// <summary>
/// Values of thread-specific data: blocks that a key alone holds where the function returns, and values that come back out of a key.
/// </summary>
internal sealed class ThreadKeys(AnalysisContext context)
{
    private readonly Dictionary<int, HandlePlace> got = [];
    private readonly Dictionary<int, (HandlePlace Key, int Instruction, TraceStep? Inner)> set = [];
    private readonly HashSet<ThreadKeyFact> facts = [];
    private readonly List<ThreadKeySet> parameters = [];

    public IEnumerable<ThreadKeyFact> Facts => facts.OrderBy(fact => fact.Key.ToString(), StringComparer.Ordinal).ThenBy(fact => fact.Use);

    public IReadOnlyList<ThreadKeySet> Parameters => parameters;

    /// <summary>The key whose value the function returns, on some path.</summary>
    public HandlePlace Returned { get; private set; }

    public void Made(int number, CallInstruction call, Value destructor)
    {
        HandlePlace key = call.Arguments.Length > 0 ? HandlePlaces.Of(context, context.Code.BlockOf(number), call.Arguments[0]) : default;
        if (key.IsKnown)
        {
            facts.Add(new ThreadKeyFact(key, destructor == Value.Zero ? ThreadKeyUse.MadeBare : ThreadKeyUse.MadeWithDestructor));
        }
    }

    /// <summary>A call gets what the running thread keeps under a key.</summary>
    public void Got(int number, CallInstruction call, Value result) => Got(Key(number, call), result);

    public void Got(HandlePlace key, Value result)
    {
        if (key.IsKnown && result.IsTerm)
        {
            got[context.Terms.Object(result.Term)] = key;
        }
    }

    /// <summary>A call puts a value under a key.</summary>
    public void Set(AbstractState state, int number, CallInstruction call, Value value)
    {
        if (Key(number, call) is { IsKnown: true } key)
        {
            string callee = call.DirectCallee?.Name ?? "";
            Set(number, key, value, TraceStep.Here(context.Code.Span(number), context.Function.Name, $"kept by '{callee}'", FlowStepKinds.Store), null);
            Mark(state, value);
        }
    }

    /// <param name="step">The call, for callers.</param>
    /// <param name="inner">What happens in the callee, where it is one.</param>
    public void Set(int number, HandlePlace key, Value value, TraceStep step, TraceStep? inner)
    {
        if (!value.IsTerm)
        {
            return;
        }

        int root = context.Terms.Object(value.Term);
        if (context.Terms[root].Kind == TermKind.Acquired)
        {
            set[root] = (key, number, inner);
        }
        else if (context.Terms[root] is { Kind: TermKind.Parameter } parameter && value.Offset == 0 && !parameters.Exists(p => p.Parameter == parameter.A && p.Key == key))
        {
            parameters.Add(new ThreadKeySet(parameter.A, key, step));
        }
    }

    /// <summary>A path on which a block is under a key stays apart from those on which there is none.</summary>
    public void Mark(AbstractState state, Value value)
    {
        int at = value.IsTerm ? state.FindResource(context.Terms.Object(value.Term)) : -1;
        if (at >= 0 && state.Resources[at] is { Kind: ResourceKind.Heap, Acquired: >= 0 } block)
        {
            state.Resources[at] = block with { Flags = block.Flags | ResourceFlags.UnderKey };
        }
    }

    /// <summary>A term is released, or goes where it may be.</summary>
    public void Gone(int root)
    {
        set.Remove(root);
        if (got.TryGetValue(root, out HandlePlace key))
        {
            facts.Add(new ThreadKeyFact(key, ThreadKeyUse.TakenBack));
        }

        foreach (int source in context.SourcesOf(root))
        {
            if (got.TryGetValue(source, out HandlePlace other))
            {
                facts.Add(new ThreadKeyFact(other, ThreadKeyUse.TakenBack));
            }
        }
    }

    /// <summary>The function returns: what a key alone holds is a fact, and what it returns may be a key's value.</summary>
    public void Return(AbstractState state, Value result, ResourceTracker tracker, DefectRecorder recorder)
    {
        int returned = result.IsTerm ? context.Terms.Object(result.Term) : 0;
        if (returned > 0 && (got.TryGetValue(returned, out HandlePlace key) || (set.TryGetValue(returned, out var own) && (key = own.Key).IsKnown)))
        {
            Returned = key;
        }

        foreach ((int root, (HandlePlace place, int instruction, TraceStep? inner)) in set)
        {
            int at = state.FindResource(root);
            if (at < 0 || state.Resources[at] is not { State: ResourceState.Escaped or ResourceState.Live, Kind: ResourceKind.Heap, Acquired: >= 0 } block || block.Has(ResourceFlags.Imprecise) || tracker.IsHeldByOthers(state, block))
            {
                continue;
            }

            int acquired = context.History[block.Acquired].Instruction;
            string name = tracker.NameOf(root) is { Length: > 0 } held ? held : recorder.NameOfResult(acquired);
            string callee = recorder.CalleeName(instruction);
            TraceStep kept = new(context.Code.Span(instruction), context.Function.Name, $"'{callee}' puts it under the key '{place}'", FlowStepKinds.Store | FlowStepKinds.Defect, inner is null ? [] : [inner]);
            recorder.Record(DefectKind.KeptByThreadKey, instruction, acquired, block, state.History, null, defect => defect with
            {
                Subject = name,
                Callee = callee,
                Place = place,
                Trace = [.. defect.Trace.Where(step => step.Span.Line <= kept.Span.Line && step.Span != kept.Span), kept],
            });
        }
    }

    private HandlePlace Key(int number, CallInstruction call) =>
        call.Arguments.Length > 0 ? HandlePlaces.OfValue(context, context.Code.BlockOf(number), call.Arguments[0]) : default;
}
