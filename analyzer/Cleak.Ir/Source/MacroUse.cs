namespace Cleak.Ir;

/// <summary>The macro an instruction came out of: spans point at its use, this says what was used and where its text stands.</summary>
public sealed record MacroUse(string Name, SourceSpan Spelling);
