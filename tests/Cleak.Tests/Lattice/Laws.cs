using FsCheck;
using FsCheck.Fluent;

namespace Cleak.Tests.Lattice;

/// <summary>Laws are tried on generated values: the same ones in each run, so that a failure comes back.</summary>
internal static class Laws
{
    public static void Hold<T>(Gen<T> values, Func<T, bool> law, int tries = 2000)
    {
        // The seed's second part must be odd.
        Prop.ForAll(Arb.From(values), law).Check(Config.QuickThrowOnFailure.WithMaxTest(tries).WithReplay(20261121, 297));
    }

    public static Gen<(T First, T Second)> Pairs<T>(Gen<T> values) => from first in values from second in values select (first, second);
}
