using Cleak.Frontend.Compilation;
using Cleak.Frontend.Parsing;
using Cleak.Ir;

namespace Cleak.Driver.Units;

/// <summary>A unit of the run and what became of it.</summary>
/// <param name="Unit">Null where it could not be had; <see cref="Failure"/> then says why.</param>
public sealed record LoadedUnit(CompileCommand Command, TranslationUnit? Unit, UnitFacts Facts)
{
    /// <summary>A clause without a full stop; null when there is a unit.</summary>
    public string? Failure => Facts.Failure;
}
