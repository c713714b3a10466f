namespace Cleak.EndToEnd.RandomPrograms;

/// <summary>A variable of a generated function, null or zero from its beginning.</summary>
public sealed record LocalVariable(string Name, string Declaration);
