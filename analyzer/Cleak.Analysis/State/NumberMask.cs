using System.Runtime.CompilerServices;

namespace Cleak.Analysis;

/// <summary>Numbers that may be in a set, by number modulo 256: what is not in here need not be looked for (Bloom, CACM 13(7), 1970).</summary>
[InlineArray(4)]
internal struct NumberMask
{
    private ulong first;

    public void Add(int number) => this[(number >> 6) & 3] |= 1UL << (number & 63);

    public readonly bool MayHold(int number) => (this[(number >> 6) & 3] & (1UL << (number & 63))) != 0;
}
