using Cleak.Ir;

namespace Cleak.Findings;

/// <summary>Where it is said that a finding is not to be reported.</summary>
public enum SuppressionKind
{
    /// <summary>A comment in the source.</summary>
    InSource,

    /// <summary>A configuration or a baseline.</summary>
    External,
}

/// <summary>Somebody's word that a finding is not to be reported.</summary>
/// <param name="Justification">The reason given, if any.</param>
/// <param name="Location">The comment, if it is one.</param>
public sealed record Suppression(SuppressionKind Kind, string? Justification = null, SourceSpan Location = default);
