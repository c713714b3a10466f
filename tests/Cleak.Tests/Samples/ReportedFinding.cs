using System.Collections.Immutable;

namespace Cleak.Tests.Samples;

/// <summary>A finding as far as a sample can speak of it. Files are written as the sample's own are, levels in lower case.</summary>
public sealed record ReportedFinding(
    string RuleId, string RuleName, string Level, string File, int Line, string Message, ImmutableArray<ReportedStep> Steps)
{
    public override string ToString() => $"{File}:{Line}: {RuleId} {Level} {Message}";
}
