namespace Cleak.Tests.Samples;

/// <summary>A step that the code flow of the expectation with this label has on this line.</summary>
public sealed record ExpectedStep(string Label, int Number, string Text, string File, int Line);
