using ClangSharp.Interop;
using static ClangSharp.Interop.CXTypeKind;

namespace Cleak.Clang;

/// <summary>
/// A C type as written, typedefs included; <see cref="Canonical"/> is the type behind them. A ref struct like
/// <see cref="Cursor"/>; what may be kept is its <see cref="Id"/>.
/// </summary>
public readonly ref struct CType
{
    private readonly CXType _value;
    private readonly ClangTranslationUnit? _unit;

    internal CType(ClangTranslationUnit unit, scoped in CXType value)
    {
        _unit = unit;
        _value = value;
    }

    public CXTypeKind Kind => _value.kind;

    public bool IsNull => _unit is null || _value.kind == CXType_Invalid;

    public TypeId Id => Unit.Types.Intern(Native);

    public CType Canonical => new(Unit, clang.getCanonicalType(Native));

    public string Spelling => NativeText.Take(clang.getTypeSpelling(Native));

    public CType Pointee => new(Unit, clang.getPointeeType(Native));

    /// <summary>The element type of any array.</summary>
    public CType ArrayElement => new(Unit, clang.getArrayElementType(Native));

    /// <summary>The number of elements of an array of constant size, or -1.</summary>
    public long ArrayLength => clang.getArraySize(Native);

    /// <summary>The element type of an array, vector or complex type.</summary>
    public CType Element => new(Unit, clang.getElementType(Native));

    /// <summary>The number of elements of an array or vector, or -1.</summary>
    public long ElementCount => clang.getNumElements(Native);

    public CType Result => new(Unit, clang.getResultType(Native));

    /// <summary>The number of parameters of a prototype; 0 for a function without one, -1 for other types.</summary>
    public int ParameterCount => clang.getNumArgTypes(Native);

    public CType Parameter(int index) => new(Unit, clang.getArgType(Native, (uint)index));

    public bool IsVariadic => clang.isFunctionTypeVariadic(Native) != 0;

    /// <summary>The record, enum or typedef that the type names.</summary>
    public Cursor Declaration => new(Unit, clang.getTypeDeclaration(Native));

    /// <summary>What an elaborated type (<c>struct s</c>) names.</summary>
    public CType Named => new(Unit, clang.Type_getNamedType(Native));

    /// <summary>The type inside an <c>_Atomic</c> one.</summary>
    public CType AtomicValue => new(Unit, clang.Type_getValueType(Native));

    public CType Unqualified => new(Unit, clang.getUnqualifiedType(Native));

    /// <summary>Whether the type itself says const, not what a typedef hides: ask the canonical type for that.</summary>
    public bool IsConst => clang.isConstQualifiedType(Native) != 0;

    public bool IsVolatile => clang.isVolatileQualifiedType(Native) != 0;

    public bool IsRestrict => clang.isRestrictQualifiedType(Native) != 0;

    /// <summary>The size in bytes, or -1 when the type has none that is constant: incomplete, variable, function, broken.</summary>
    public long Size
    {
        get
        {
            CXType canonical = clang.getCanonicalType(Native);
            return HasLayout(canonical) ? Math.Max(clang.Type_getSizeOf(canonical), -1) : -1;
        }
    }

    /// <summary>The alignment in bytes, typedef attributes included, or -1.</summary>
    public long Alignment => HasLayout(clang.getCanonicalType(Native)) ? Math.Max(clang.Type_getAlignOf(_value), -1) : -1;

    /// <summary>Whether it is the type of a function that is declared never to return, by the GNU attribute.</summary>
    public bool IsNoReturn
    {
        get
        {
            CType function = Canonical;
            if (function.Kind is not (CXType_FunctionProto or CXType_FunctionNoProto))
            {
                return false;
            }

            // The attribute is only in the spelling, where one of a returned function's type would look alike.
            CType result = function.Result;
            bool returnsFunction = result.Kind == CXType_Pointer
                && result.Pointee.Canonical.Kind is CXType_FunctionProto or CXType_FunctionNoProto;
            return !returnsFunction && AttributeReader.ReadType(function.Spelling).Exists(attribute => attribute.Name == "noreturn");
        }
    }

    /// <summary>The fields of a record, unnamed ones included, in order.</summary>
    public CursorList Fields => new(Unit, NativeVisit.Fields(Native));

    public ClangTranslationUnit Unit => _unit ?? throw new InvalidOperationException("a null type has no translation unit");

    internal CXType Native
    {
        get
        {
            Unit.ThrowIfDisposed();
            return _value;
        }
    }

    /// <summary>
    /// The kinds that may be asked for a layout: on others, such as the type of a builtin function, libclang crashes.
    /// Arrays and atomics are as their elements.
    /// </summary>
    private static bool HasLayout(CXType canonical)
    {
        while (true)
        {
            switch (canonical.kind)
            {
                case CXType_ConstantArray:
                    canonical = clang.getCanonicalType(clang.getArrayElementType(canonical));
                    continue;
                case CXType_Atomic:
                    canonical = clang.getCanonicalType(clang.Type_getValueType(canonical));
                    continue;
                case >= CXType_Bool and <= CXType_NullPtr:
                case >= CXType_Float128 and <= CXType_Ibm128:
                case CXType_Complex or CXType_Pointer or CXType_BlockPointer or CXType_Record or CXType_Enum:
                case CXType_Vector or CXType_ExtVector:
                    return true;
                case CXType_Unexposed:
                    // _BitInt(N) has no kind of its own.
                    return NativeText.Take(clang.getTypeSpelling(canonical)).Contains("_BitInt(", StringComparison.Ordinal);
                default:
                    return false;
            }
        }
    }
}
