namespace Cleak.Ir;

public enum TypeKind : byte
{
    /// <summary>A type that lowering does not model (a dependent type in damaged code, a vendor extension).</summary>
    Unknown,
    Void,
    Bool,

    /// <summary>Integers, characters and enumerations alike.</summary>
    Integer,
    Floating,
    Pointer,
    Array,

    /// <summary>A struct or union with the target's layout.</summary>
    Record,
    Function,
    Vector,
}
