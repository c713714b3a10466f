using Cleak.Ir;

namespace Cleak.Findings;

/// <summary>A place to which a finding's message refers.</summary>
/// <param name="Id">Positive number; <c>[text](1)</c> in the message is a link to the related location 1.</param>
public sealed record RelatedLocation(int Id, SourceSpan Location, string Text);
