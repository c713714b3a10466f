namespace Cleak.Tests.Samples;

/// <summary>Text that the engine prints about the function or the value of this line.</summary>
public sealed record ExpectedPrint(string Text, string File, int Line);
