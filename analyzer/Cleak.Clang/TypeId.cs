namespace Cleak.Clang;

/// <summary>
/// A type of one translation unit, interned by its address in the AST: dense from 1, so that a consumer keeps what it
/// derived from a type in an array. Equal ids mean the same type as written; the same type behind typedefs means equal
/// ids of the canonical types. <c>default</c> is the invalid type.
/// </summary>
public readonly record struct TypeId(int Index)
{
    public bool IsNone => Index == 0;
}
