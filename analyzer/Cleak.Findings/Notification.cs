using Cleak.Ir;

namespace Cleak.Findings;

/// <summary>Something about the run itself that the user must know: what was not analysed, what was not understood.</summary>
/// <param name="Rule">One of <see cref="ToolRules"/>.</param>
/// <param name="Location">The place; line 0 means the file as a whole.</param>
/// <param name="Message">Says what happened and why, with its full stop.</param>
public sealed record Notification(RuleDescriptor Rule, SourceSpan Location, string Message)
{
    public Level Level { get; init; } = Rule.DefaultLevel;

    /// <summary>The function that it concerns; empty when it is not about one.</summary>
    public string Function { get; init; } = "";
}
