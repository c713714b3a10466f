using System.Collections.Immutable;

namespace Cleak.Tests.Samples;

/// <summary>One way in which a sample's truth is shown by running it.</summary>
/// <param name="Tool">Who watches: <c>memory</c>, <c>realloc</c>, <c>threads</c>, <c>fork</c>, or <c>none</c>.</param>
/// <param name="Arguments">The program's arguments; for <c>none</c> the words of the reason.</param>
public sealed record SampleRun(string Tool, ImmutableArray<string> Arguments);
