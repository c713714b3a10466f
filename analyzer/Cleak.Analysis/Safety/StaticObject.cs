using Cleak.Findings;
using Cleak.Ir;

namespace Cleak.Analysis;

/// <summary>An object of static storage duration, or part of one.</summary>
/// <param name="Variable">The id of the variable in <see cref="Program.Variables"/>.</param>
/// <param name="Offset">Bytes from its start; -1 where it is not known which part.</param>
/// <param name="Size">Bytes; 0 where not known.</param>
public readonly record struct StaticObject(int Variable, long Offset, long Size)
{
    /// <summary>Some byte may be of both.</summary>
    public bool Overlaps(StaticObject other) =>
        Variable == other.Variable && (Offset < 0 || other.Offset < 0 || ((Size <= 0 || other.Offset < Offset + Size) && (other.Size <= 0 || Offset < other.Offset + other.Size)));
}

/// <summary>A function of the program reads or writes a static object, or gives its address away.</summary>
/// <param name="Name">The object in the words of the function.</param>
/// <param name="IsInHandler">By a handler of its own, which interrupts the other one.</param>
public readonly record struct ObjectUse(int Function, SourceSpan Span, StaticObject Object, string Name, bool IsRead, bool IsWrite, bool IsInHandler)
{
    /// <summary>The use as a step of a flow.</summary>
    public TraceStep Step(string function) =>
        TraceStep.Here(Span, function, $"'{function}' {(IsWrite && IsRead ? "changes" : IsWrite ? "writes" : "reads")} '{Name}'", FlowStepKinds.Use);
}
