namespace Cleak.Analysis;

/// <summary>
/// An abstract value in eight bytes: a constant, or a term plus a constant offset (an unknown integer <c>s + 4</c>, an address
/// twelve bytes into an object), or uninitialised. The default is "no value". Constants beyond 32 bits are terms themselves.
/// </summary>
internal readonly struct Value : IEquatable<Value>
{
    private const ulong ConstantTag = 1UL << 60;
    private const ulong TermTag = 2UL << 60;
    private const ulong UninitializedTag = 3UL << 60;

    private Value(ulong bits) => Bits = bits;

    public ulong Bits { get; }

    public static Value None => default;

    public static Value Uninitialized => new(UninitializedTag);

    public static Value Zero => new(ConstantTag);

    public static Value One => new(ConstantTag | 1);

    public static Value Constant(int value) => new(ConstantTag | (uint)value);

    public static Value Of(int term, int offset = 0) => new(TermTag | ((ulong)(uint)term << 32) | (uint)offset);

    public bool IsNone => Bits == 0;

    public bool IsConstant => Bits >> 60 == 1;

    public bool IsTerm => Bits >> 60 == 2;

    public bool IsUninitialized => Bits == UninitializedTag;

    /// <summary>The term's id; 0, which is no term, for all else.</summary>
    public int Term => (int)(Bits >> 32) & 0x0FFF_FFFF;

    /// <summary>What is added to the term, or the constant itself.</summary>
    public int Offset => (int)(uint)Bits;

    public bool Equals(Value other) => Bits == other.Bits;

    public override bool Equals(object? obj) => obj is Value other && Equals(other);

    public override int GetHashCode() => Bits.GetHashCode();

    public static bool operator ==(Value left, Value right) => left.Bits == right.Bits;

    public static bool operator !=(Value left, Value right) => left.Bits != right.Bits;
}
