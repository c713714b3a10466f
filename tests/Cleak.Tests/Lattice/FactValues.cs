using Cleak.Analysis;
using FsCheck;
using FsCheck.Fluent;

namespace Cleak.Tests.Lattice;

/// <summary>Facts, and integers that lie on and beside their bounds.</summary>
internal static class FactValues
{
    private static readonly long[] Bounds = [long.MinValue, int.MinValue, -4, -1, 0, 1, 2, 3, 7, int.MaxValue, long.MaxValue];

    /// <summary>Each bound and its neighbours.</summary>
    public static long[] Probes { get; } =
    [
        .. Bounds.SelectMany(bound => new[] { bound == long.MinValue ? bound : bound - 1, bound, bound == long.MaxValue ? bound : bound + 1 }).Distinct(),
    ];

    public static Gen<long> Integers { get; } = Gen.Elements(Probes);

    /// <summary>Not empty: a path whose fact is empty is left.</summary>
    public static Gen<Fact> Facts { get; } =
        from ends in Laws.Pairs(Integers)
        from holes in Integers.ListOf()
        let whole = Fact.Between(Math.Min(ends.First, ends.Second), Math.Max(ends.First, ends.Second))
        let fact = holes.Take(6).Aggregate(whole, (fact, hole) => fact.Without(hole))
        where !fact.IsEmpty
        select fact;
}
