using System.Collections;
using Cleak.Ir;

namespace Cleak.Analysis;

/// <summary>
/// A loop that is left only where its counter has passed its bound, and whose counter goes up by one each turn: what is done in every
/// turn is done for the bound, too.
/// </summary>
/// <param name="Counter">The slot of the counter.</param>
/// <param name="Bound">What the counter is compared with, in the loop's head.</param>
/// <param name="IsInclusive">The last turn has the bound itself, not the one before it.</param>
/// <param name="Step">The instruction that counts.</param>
internal sealed record CountedLoop(int Head, int Counter, Expression Bound, bool IsInclusive, int Step, BitArray Body);
