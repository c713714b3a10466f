namespace Cleak.Clang;

/// <summary>The value of an integer constant expression of at most 64 bits.</summary>
/// <param name="Bits">The value, sign-extended to 64 bits when the type is signed.</param>
/// <param name="IsUnsigned">Whether the expression's type is unsigned.</param>
public readonly record struct ConstantInteger(ulong Bits, bool IsUnsigned)
{
    public long AsSigned => unchecked((long)Bits);

    public Int128 Value => IsUnsigned ? Bits : AsSigned;
}
