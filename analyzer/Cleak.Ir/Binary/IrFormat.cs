namespace Cleak.Ir;

/// <summary>
/// The binary form of a translation unit: <c>CKIR</c>, a version, the files, then all the rest; numbers are LEB128 (signed ones
/// zigzag), a string, a macro or a span that was there before is a reference to it. A reader takes its own version alone.
/// </summary>
internal static class IrFormat
{
    /// <summary>Changes with every change of the form.</summary>
    public const int Version = 4;

    /// <summary>Beside the traits of an access: it is one of a bit-field.</summary>
    public const byte HasBits = 4;

    /// <summary>Every reader of expressions recurses; a deeper one is damage, not C.</summary>
    public const int MaximumDepth = 4096;

    public static ReadOnlySpan<byte> Magic => "CKIR"u8;
}
