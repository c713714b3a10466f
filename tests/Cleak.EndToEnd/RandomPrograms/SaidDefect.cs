namespace Cleak.EndToEnd.RandomPrograms;

/// <summary>A finding in a generated program.</summary>
/// <param name="Line">In the program's own lines.</param>
public sealed record SaidDefect(string Rule, int Line, string Message);
