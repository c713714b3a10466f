using Cleak.Findings;

namespace Cleak.Analysis;

/// <summary>What threads were handed by who created them: once one is joined, its start routine has done with it what it does on all of its paths.</summary>
internal sealed class ThreadArguments(AnalysisContext context, DefectRecorder recorder, SummarySet summaries)
{
    private const int Unknown = -1;
    private readonly Dictionary<int, (int Routine, Value Argument)> handed = [];

    /// <summary>A thread was created. Where one name stands for threads of several kinds, nothing is known of them.</summary>
    public void Note(int handle, Value routine, Value argument)
    {
        int function = routine.IsTerm && context.Terms[routine.Term] is { Kind: TermKind.FunctionAddress, A: >= 0 } target ? target.A : Unknown;
        bool isSame = !handed.TryGetValue(handle, out (int Routine, Value Argument) known) || known == (function, argument);
        handed[handle] = isSame ? (function, argument) : (Unknown, Value.None);
    }

    public void Joined(AbstractState state, Resource thread, int number)
    {
        if (!handed.TryGetValue(thread.Term, out (int Routine, Value Argument) given) || given.Routine == Unknown || given.Argument is not { IsTerm: true, Offset: 0 } || Release(given.Routine) is not { } release)
        {
            return;
        }

        // What was acquired after the creation only goes by the same name.
        int at = state.FindResource(given.Argument.Term);
        if (at >= 0 && state.Resources[at] is { State: ResourceState.Escaped or ResourceState.Live, Kind: ResourceKind.Heap } block && !block.Has(ResourceFlags.Imprecise) && block.Acquired >= 0 && block.Acquired < thread.Acquired)
        {
            int creation = context.History[thread.Acquired].Instruction;
            TraceStep run = new(context.Code.Span(creation), context.Function.Name, $"'{recorder.CalleeName(creation)}' hands it to '{context.Program.Functions[given.Routine].Name}'", FlowStepKinds.Spawn, [release]);
            context.History.Record(state, number, EventKind.Release, block.Term, recorder.Nest(run));
            state.Resources[at] = block with { State = ResourceState.Released, Last = state.History };
        }
    }

    /// <summary>Where the routine releases its argument, if it does so on all of its paths.</summary>
    private TraceStep? Release(int routine)
    {
        if (summaries.Find(routine) is not { IsIncomplete: false, Cases.Length: > 0 } summary)
        {
            return null;
        }

        TraceStep? first = null;
        foreach (SummaryCase one in summary.Cases)
        {
            TraceStep? step = null;
            foreach (SummaryResource resource in one.Resources)
            {
                if (resource is { IsNew: false, State: ResourceState.Released, Kind: ResourceKind.Heap, ReleasedAt: 0 } && !resource.Has(ResourceFlags.Imprecise) && summary.Terms[resource.Term] is { Kind: TermKind.Parameter, A: 0 })
                {
                    step = resource.Step;
                }
            }

            if (step is null)
            {
                return null;
            }

            first ??= step;
        }

        return first;
    }
}
