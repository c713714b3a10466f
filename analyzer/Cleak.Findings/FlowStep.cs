using Cleak.Ir;

namespace Cleak.Findings;

/// <summary>One step of the path that leads to a finding.</summary>
/// <param name="Location">Where it happens.</param>
/// <param name="Text">What happens, with the user's own names in single quotes and no full stop.</param>
public sealed record FlowStep(SourceSpan Location, string Text)
{
    public FlowStepKinds Kinds { get; init; }

    public Importance Importance { get; init; } = Importance.Important;

    /// <summary>Depth of calls below the flow's outermost function, from 1.</summary>
    public int Nesting { get; init; } = 1;

    public FlowThread Thread { get; init; } = FlowThread.Main;

    /// <summary>The function whose body holds the step.</summary>
    public string Function { get; init; } = "";
}
