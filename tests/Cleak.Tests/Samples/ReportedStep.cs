namespace Cleak.Tests.Samples;

/// <summary>A step of a finding's code flow.</summary>
public sealed record ReportedStep(string File, int Line, string Text);
