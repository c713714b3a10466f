using System.Collections.Immutable;
using Cleak.Findings;

namespace Cleak.Analysis;

/// <summary>A call through a pointer that the caller gave.</summary>
/// <param name="Term">The pointer, by what the caller can see.</param>
/// <param name="Fork">The fork in whose child it is called; null where it is in none.</param>
internal readonly record struct SummaryCallThrough(int Term, TraceStep Step, TraceStep? Fork);

/// <summary>Calls through pointers that callers give: who gives them knows what runs, in a child or elsewhere.</summary>
internal sealed class CallsThrough(AnalysisContext context, AsyncSafety safety)
{
    private const int MaxCalls = 6;
    private readonly SortedDictionary<(int Term, bool IsInChild), (TraceStep Step, TraceStep? Fork)> calls = [];
    private readonly SortedSet<int> targets = [];

    /// <summary>A call whose callee is a value: noted where the caller knows it.</summary>
    public void Call(AbstractState state, int number, Value callee, DefectRecorder recorder)
    {
        if (callee is { IsTerm: true, Offset: 0 } && context.Terms.IsInterface(callee.Term) && context.Terms[callee.Term].Kind is TermKind.Parameter or TermKind.Content)
        {
            bool isInChild = state.Role == ProcessRole.ForkChild;
            var step = TraceStep.Here(context.Code.Span(number), context.Function.Name, $"calls '{recorder.CalleeName(number)}'", FlowStepKinds.Call);
            Note(callee.Term, step, isInChild ? recorder.Step(context.History[state.RoleEvent]) : null);
        }
    }

    /// <summary>A library function calls what it is given: qsort, bsearch.</summary>
    public void Model(AbstractState state, in ModelCall call)
    {
        foreach (ArgumentModel argument in call.Model.Arguments)
        {
            if (argument.Has(ArgumentEffects.Calls) && argument.Index < call.Arguments.Length)
            {
                Give(state, call.Number, call.Arguments[argument.Index], null, null);
            }
        }
    }

    public void Callee(AbstractState state, int number, FunctionSummary summary, SummaryMapping map)
    {
        foreach (SummaryCallThrough call in summary.CallsThrough)
        {
            Give(state, number, map.PeekBefore(call.Term), call.Step, call.Fork);
        }
    }

    /// <summary>What is called at this call is a value of ours.</summary>
    private void Give(AbstractState state, int number, Value value, TraceStep? way, TraceStep? fork)
    {
        targets.Clear();
        FunctionValues.Collect(context, value, targets);
        foreach (int target in targets.ToArray())
        {
            safety.Callback(state, number, target, way, fork);
        }

        if (targets.Count == 0 && way is not null && value is { IsTerm: true, Offset: 0 } && context.Terms.IsInterface(value.Term) && context.Terms[value.Term].Kind is TermKind.Parameter or TermKind.Content)
        {
            var step = new TraceStep(context.Code.Span(number), context.Function.Name, $"'{way.Function}' is called with it", FlowStepKinds.Call, [way]);
            Note(value.Term, step, fork);
        }
    }

    private void Note(int term, TraceStep step, TraceStep? fork)
    {
        if (calls.Count < MaxCalls)
        {
            calls.TryAdd((term, fork is not null), (step, fork));
        }
    }

    public ImmutableArray<SummaryCallThrough> Summarise(TermExporter exporter) =>
        [.. calls.Select(call => new SummaryCallThrough(exporter.Export(call.Key.Term), call.Value.Step, call.Value.Fork))];
}
