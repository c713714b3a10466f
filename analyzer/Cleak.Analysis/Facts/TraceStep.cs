using System.Collections.Immutable;
using Cleak.Findings;
using Cleak.Ir;

namespace Cleak.Analysis;

/// <summary>
/// One step of the history of a fact: it happens here, or inside this call, where <see cref="Inner"/> goes on. Composes across
/// summaries as calls nest, and is at once the shape of a code flow (Infer's traces, Distefano et al., CACM 62(8), 2019).
/// </summary>
public sealed record TraceStep(SourceSpan Span, string Function, string Text, FlowStepKinds Kinds, ImmutableArray<TraceStep> Inner)
{
    public static TraceStep Here(SourceSpan span, string function, string text, FlowStepKinds kinds) => new(span, function, text, kinds, []);
}
