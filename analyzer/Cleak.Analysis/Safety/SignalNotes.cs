using System.Collections.Immutable;
using Cleak.Findings;
using Cleak.Ir;

namespace Cleak.Analysis;

/// <summary>A handler that a function registers for its caller.</summary>
/// <param name="Handler">The handler, by what the caller can see.</param>
/// <param name="Signal">The signal; none where it is not known.</param>
internal readonly record struct SummaryHandler(int Handler, Value Signal, TraceStep Step);

/// <summary>Signal handlers that a function registers: by signal and its kin, by sigaction with whatever the structure holds then.</summary>
internal sealed class SignalNotes(AnalysisContext context, PathCondition path, Memory memory, DefectRecorder recorder)
{
    private const int MaxWrapped = 4;
    private static readonly IrType Pointer = new() { Id = 0, Kind = TypeKind.Pointer, Name = "void *", Size = 8 };

    private readonly SortedDictionary<(int Instruction, int Function, long Signal), SignalHandler> handlers = [];
    private readonly List<(int Term, Value Signal, TraceStep Step)> wrapped = [];
    private readonly SortedSet<int> found = [];

    public ImmutableArray<SignalHandler> Facts => [.. handlers.Values];

    public void Model(AbstractState state, in ModelCall call)
    {
        Value handler;
        switch (call.Model.Behavior)
        {
            case Behavior.SignalInstall:
                handler = path.Resolve(state, call.Operand(1));
                break;
            case Behavior.SignalAction:
                // sa_handler and sa_sigaction stand first in struct sigaction, in one place (glibc, musl).
                Value action = path.Resolve(state, call.Operand(1));
                handler = action.IsTerm ? memory.Read(state, action, Pointer, default) : Value.None;
                break;
            default:
                return;
        }

        Note(call.Number, handler, path.Resolve(state, call.Operand(0)), null);
    }

    public void Callee(AbstractState state, int number, FunctionSummary summary, SummaryMapping map)
    {
        foreach (SummaryHandler handler in summary.Handlers)
        {
            Value signal = handler.Signal.IsTerm ? map.Peek(handler.Signal.Term) : handler.Signal;
            Note(number, map.Peek(handler.Handler), path.Resolve(state, signal), handler.Step);
        }
    }

    private void Note(int number, Value handler, Value signal, TraceStep? inner)
    {
        if (!handler.IsTerm)
        {
            return;
        }

        string callee = recorder.CalleeName(number);
        long? which = context.Terms.TryConstant(signal, out long constant) ? constant : null;
        found.Clear();
        FunctionValues.Collect(context, handler, found);
        foreach (int function in found)
        {
            string text = $"'{context.Program.Functions[function].Name}' is registered as a signal handler by '{callee}'";
            handlers.TryAdd((number, function, which ?? -1), new SignalHandler(function, new TraceStep(context.Code.Span(number), context.Function.Name, text, FlowStepKinds.Signal, inner is null ? [] : [inner]))
            {
                At = (context.Code.Linked.Id, number),
                Signal = which,
                Callee = callee,
            });
        }

        bool isOfCaller = found.Count == 0 && handler.Offset == 0 && context.Terms.IsInterface(handler.Term) && context.Terms[handler.Term].Kind is TermKind.Parameter or TermKind.Content;
        if (isOfCaller && wrapped.Count < MaxWrapped && !wrapped.Exists(known => known.Term == handler.Term && known.Signal == signal))
        {
            bool isToldSignal = signal.IsConstant || (signal is { IsTerm: true, Offset: 0 } && context.Terms.IsInterface(signal.Term));
            wrapped.Add((handler.Term, isToldSignal ? signal : Value.None, new TraceStep(context.Code.Span(number), context.Function.Name, $"registered by '{callee}'", FlowStepKinds.Signal, inner is null ? [] : [inner])));
        }
    }

    public ImmutableArray<SummaryHandler> Summarise(TermExporter exporter) =>
        [.. wrapped.Select(one => new SummaryHandler(exporter.Export(one.Term), exporter.Export(one.Signal), one.Step))];
}
