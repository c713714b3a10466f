namespace Cleak.Clang;

/// <summary>An attribute of a declaration as the compiler understood it, whatever macros it came through.</summary>
/// <param name="Name">Its name without vendor prefix and double underscores: <c>cleanup</c> for <c>[[gnu::__cleanup__(f)]]</c>.</param>
/// <param name="Arguments">The text between its parentheses, macros replaced, or the empty string.</param>
public readonly record struct DeclaredAttribute(string Name, string Arguments);
