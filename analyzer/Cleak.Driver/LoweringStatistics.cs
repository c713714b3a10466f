using System.Collections.Immutable;
using Cleak.Driver.Units;
using Cleak.Ir;

namespace Cleak.Driver;

/// <summary>How much of the sources is in the IR, and what is not. The same input gives the same numbers.</summary>
public sealed record LoweringStatistics
{
    /// <summary>Translation units of the run.</summary>
    public int Units { get; init; }

    /// <summary>Units that gave no IR.</summary>
    public int UnitsFailed { get; init; }

    /// <summary>Units with errors, which have damaged functions or lack declarations.</summary>
    public int UnitsWithErrors { get; init; }

    /// <summary>Function bodies; an inline function of a header counts once, however many units have it.</summary>
    public int Functions { get; init; }

    /// <summary>Functions with errors in their bodies.</summary>
    public int FunctionsDamaged { get; init; }

    /// <summary>Sound functions in which every construct was lowered.</summary>
    public int FunctionsLowered { get; init; }

    /// <summary>Sound functions with a construct that lowering does not know.</summary>
    public int FunctionsWithUnsupported { get; init; }

    public long Blocks { get; init; }

    public long Instructions { get; init; }

    /// <summary>Constructs that were not lowered, by their names, with how often.</summary>
    public ImmutableSortedDictionary<string, int> Unsupported { get; init; } = ImmutableSortedDictionary<string, int>.Empty;

    /// <summary>Share of the sound functions that are lowered whole; 1 when there are none.</summary>
    public double LoweredShare => Functions == FunctionsDamaged ? 1 : FunctionsLowered / (double)(Functions - FunctionsDamaged);

    public static LoweringStatistics Of(IReadOnlyCollection<LoadedUnit> units)
    {
        var seen = new HashSet<SourceSpan>();
        var unsupported = new SortedDictionary<string, int>(StringComparer.Ordinal);
        int damaged = 0, lowered = 0, incomplete = 0;
        long blocks = 0, instructions = 0;
        foreach (Function function in units.SelectMany(unit => unit.Unit?.Functions ?? []))
        {
            if (!seen.Add(function.Span))
            {
                continue;
            }

            blocks += function.Blocks.Length;
            int gaps = 0;
            foreach (BasicBlock block in function.Blocks)
            {
                instructions += block.Instructions.Length;
                foreach (Instruction instruction in block.Instructions)
                {
                    if (instruction is UnsupportedInstruction gap)
                    {
                        gaps++;
                        unsupported[gap.Reason] = unsupported.GetValueOrDefault(gap.Reason) + 1;
                    }
                }
            }

            _ = function.Damage is not null ? damaged++ : gaps > 0 ? incomplete++ : lowered++;
        }

        return new LoweringStatistics
        {
            Units = units.Count,
            UnitsFailed = units.Count(unit => unit.Unit is null),
            UnitsWithErrors = units.Count(unit => unit.Unit is not null && !unit.Facts.IsWhole),
            Functions = seen.Count,
            FunctionsDamaged = damaged,
            FunctionsLowered = lowered,
            FunctionsWithUnsupported = incomplete,
            Blocks = blocks,
            Instructions = instructions,
            Unsupported = unsupported.ToImmutableSortedDictionary(StringComparer.Ordinal),
        };
    }
}
