using System.Collections.Immutable;
using Cleak.Analysis;
using Cleak.Findings;
using Cleak.Ir;

namespace Cleak.Rules;

/// <summary>Traces as code flows: a step inside a call is one level deeper.</summary>
internal static class Flows
{
    private const int MaxDepth = 8;

    public static CodeFlow Of(params IEnumerable<IEnumerable<TraceStep>> parts)
    {
        return Of(FlowThread.Main, parts);
    }

    /// <param name="first">The thread that the path begins on.</param>
    public static CodeFlow Of(FlowThread first, IEnumerable<IEnumerable<TraceStep>> parts)
    {
        var steps = ImmutableArray.CreateBuilder<FlowStep>();
        var threads = new List<FlowThread> { first };
        foreach (IEnumerable<TraceStep> part in parts)
        {
            foreach (TraceStep step in part)
            {
                Add(steps, threads, step, 1, first);
            }
        }

        return new CodeFlow(steps.ToImmutable());
    }

    /// <summary>The steps, as those of another thread.</summary>
    public static IEnumerable<TraceStep> On(ThreadRun run, ProgramFacts program, IEnumerable<TraceStep> steps) =>
        steps.Select(step => step.Thread is null ? step with { Thread = new StepThread(program.Program.Functions[run.Entry].Name, run.Creation.Span) } : step);

    /// <summary>A finding from a defect: where, what, how, and in which function.</summary>
    public static Finding Finding(RuleDescriptor rule, Defect defect, ProgramFacts program, string message, params IEnumerable<TraceStep> before) =>
        new(rule, defect.Primary, message)
        {
            Function = program.Program.Functions[defect.Function].Name,
            CodeFlow = Of(before, defect.Trace),
            FingerprintParts = defect.Subject.Length > 0 ? [defect.Subject] : [defect.Callee],
        };

    /// <summary>A related location that the message's link <c>[text](1)</c> leads to.</summary>
    public static ImmutableArray<RelatedLocation> Related(SourceSpan span, string text) =>
        span.IsNone ? [] : [new RelatedLocation(1, span, text)];

    private static FlowThread ThreadOf(List<FlowThread> threads, StepThread start)
    {
        foreach (FlowThread known in threads)
        {
            if (known.Name == start.Routine && known.Created == start.Created)
            {
                return known;
            }
        }

        var thread = new FlowThread(threads.Count, start.Routine) { Created = start.Created };
        threads.Add(thread);
        return thread;
    }

    private static void Add(ImmutableArray<FlowStep>.Builder steps, List<FlowThread> threads, TraceStep step, int nesting, FlowThread around)
    {
        FlowThread thread = step.Thread is null ? around : ThreadOf(threads, step.Thread);
        nesting = thread == around ? nesting : 1;
        FlowStepKinds essential = FlowStepKinds.Acquire | FlowStepKinds.Release | FlowStepKinds.Lost | FlowStepKinds.Use | FlowStepKinds.Defect | FlowStepKinds.Spawn | FlowStepKinds.Fork | FlowStepKinds.Detach | FlowStepKinds.Join;
        steps.Add(new FlowStep(step.Span, step.Text)
        {
            Kinds = step.Kinds,
            Nesting = nesting,
            Function = step.Function,
            Thread = thread,
            Importance = (step.Kinds & essential) != 0 ? Importance.Essential
                : (step.Kinds & (FlowStepKinds.Branch | FlowStepKinds.Loop)) != 0 ? Importance.Unimportant
                : Importance.Important,
        });
        if (nesting < MaxDepth)
        {
            foreach (TraceStep inner in step.Inner)
            {
                Add(steps, threads, inner, nesting + 1, thread);
            }
        }
    }
}
