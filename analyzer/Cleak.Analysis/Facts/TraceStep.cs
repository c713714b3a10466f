using System.Collections.Immutable;
using Cleak.Findings;
using Cleak.Ir;

namespace Cleak.Analysis;

/// <summary>The thread that a step and the steps in it belong to.</summary>
/// <param name="Routine">The function that it starts in.</param>
/// <param name="Created">The call that creates it.</param>
public sealed record StepThread(string Routine, SourceSpan Created);

/// <summary>
/// One step of the history of a fact: it happens here, or inside this call, where <see cref="Inner"/> goes on. Composes across
/// summaries as calls nest, and is at once the shape of a code flow (Infer's traces, Distefano et al., CACM 62(8), 2019).
/// </summary>
public sealed record TraceStep(SourceSpan Span, string Function, string Text, FlowStepKinds Kinds, ImmutableArray<TraceStep> Inner)
{
    /// <summary>Another thread than the one of the step around it; null for the same.</summary>
    public StepThread? Thread { get; init; }

    public static TraceStep Here(SourceSpan span, string function, string text, FlowStepKinds kinds) => new(span, function, text, kinds, []);
}
