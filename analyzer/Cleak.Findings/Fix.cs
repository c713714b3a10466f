using System.Collections.Immutable;
using Cleak.Ir;

namespace Cleak.Findings;

/// <summary>A change of the sources that removes the defect.</summary>
/// <param name="Description">What it does, as an order with its full stop: "Keep the old pointer until realloc has succeeded."</param>
/// <param name="Replacements">Stretches that don't overlap.</param>
public sealed record Fix(string Description, ImmutableArray<Replacement> Replacements);

/// <summary>Text put in place of a stretch of one line; an empty stretch inserts.</summary>
public sealed record Replacement(SourceSpan Location, string Text);
