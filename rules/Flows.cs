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
        var steps = ImmutableArray.CreateBuilder<FlowStep>();
        foreach (IEnumerable<TraceStep> part in parts)
        {
            foreach (TraceStep step in part)
            {
                Add(steps, step, 1);
            }
        }

        return new CodeFlow(steps.ToImmutable());
    }

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

    private static void Add(ImmutableArray<FlowStep>.Builder steps, TraceStep step, int nesting)
    {
        FlowStepKinds essential = FlowStepKinds.Acquire | FlowStepKinds.Release | FlowStepKinds.Lost | FlowStepKinds.Use | FlowStepKinds.Defect | FlowStepKinds.Spawn | FlowStepKinds.Fork | FlowStepKinds.Detach;
        steps.Add(new FlowStep(step.Span, step.Text)
        {
            Kinds = step.Kinds,
            Nesting = nesting,
            Function = step.Function,
            Importance = (step.Kinds & essential) != 0 ? Importance.Essential
                : (step.Kinds & (FlowStepKinds.Branch | FlowStepKinds.Loop)) != 0 ? Importance.Unimportant
                : Importance.Important,
        });
        if (nesting < MaxDepth)
        {
            foreach (TraceStep inner in step.Inner)
            {
                Add(steps, inner, nesting + 1);
            }
        }
    }
}
