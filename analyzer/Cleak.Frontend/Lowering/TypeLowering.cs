using System.Collections.Immutable;
using System.Globalization;
using ClangSharp.Interop;
using Cleak.Clang;
using Cleak.Ir;
using static ClangSharp.Interop.CXTypeKind;
using TypeTable = Cleak.Ir.TypeTable;

namespace Cleak.Frontend.Lowering;

/// <summary>
/// From clang's types to the unit's interned ones. Qualifiers go: volatile is a property of an access, const of a pointer's
/// target. A record gets the members that are used, and all of them where it is handled whole: headers declare many that are
/// only pointed to.
/// </summary>
internal sealed class TypeLowering
{
    /// <summary>Typedefs of plain integers and pointers whose name says what the value is a handle of.</summary>
    private static readonly HashSet<string> HandleTypedefs =
    [
        "pthread_t", "pthread_key_t", "pthread_once_t", "pthread_spinlock_t", "thrd_t", "tss_t", "pid_t", "timer_t", "mqd_t", "sighandler_t",
    ];

    private static readonly HashSet<string> SignalTypedefs = ["sig_atomic_t"];

    private readonly ClangTranslationUnit unit;
    private readonly Dictionary<(int Element, long Count), IrType> arrays = [];
    private readonly Dictionary<(TypeKind Kind, string Name), IrType> basics = [];
    private readonly RecordLayouts layouts;
    private readonly Dictionary<int, IrType> variadic = [];
    private readonly Dictionary<int, bool> signalAtomic = [];
    private IrType?[] pointers = new IrType?[512];
    private IrType?[] lowered = new IrType?[256];
    private byte[] qualifiers = new byte[256];

    public TypeLowering(ClangTranslationUnit unit)
    {
        this.unit = unit;
        layouts = new RecordLayouts(unit, this);
        PointerSize = Math.Max(2, unit.PointerWidth / 8);
        Void = Basic(TypeKind.Void, "void", -1, false);
        Int = Basic(TypeKind.Integer, "int", 4, true);
        Unknown = Basic(TypeKind.Unknown, "?", -1, false);
        VoidPointer = PointerTo(Void);
    }

    public TypeTable Table { get; } = new();

    public int PointerSize { get; }

    public IrType Void { get; }

    public IrType Int { get; }

    public IrType Unknown { get; }

    public IrType VoidPointer { get; }

    public IrType Byte => Basic(TypeKind.Integer, "unsigned char", 1, false);

    /// <summary>As wide as a pointer, signed: offsets and differences.</summary>
    public IrType PointerDifference => Basic(TypeKind.Integer, PointerSize == 8 ? "long" : "int", PointerSize, true);

    public IrType Lower(TypeId id)
    {
        if (id.Index < lowered.Length && lowered[id.Index] is { } known)
        {
            return known;
        }

        IrType type = id.IsNone ? Unknown : Make(id);
        if (id.Index >= lowered.Length)
        {
            int size = Math.Max(unit.TypeCount, id.Index + 1) * 2;
            Array.Resize(ref lowered, size);
            Array.Resize(ref qualifiers, size);
        }

        lowered[id.Index] = type;
        return type;
    }

    public bool IsVolatile(TypeId id) => (Qualifiers(id) & 2) != 0;

    /// <summary>How an object of the type is read and written.</summary>
    public AccessTraits Traits(TypeId id)
    {
        byte known = Qualifiers(id);
        bool isAtomic = (known & 8) != 0 || ((known & 2) != 0 && Lower(id).Kind == TypeKind.Integer && IsSignalAtomic(id));
        return ((known & 2) != 0 ? AccessTraits.Volatile : AccessTraits.None) | (isAtomic ? AccessTraits.Atomic : AccessTraits.None);
    }

    /// <summary>Written as an array, which a parameter is not.</summary>
    public bool IsArray(TypeId id) => Lower(id).Kind == TypeKind.Array;

    public bool IsConst(TypeId id) => (Qualifiers(id) & 1) != 0;

    public IrType PointerTo(IrType element, bool isConst = false)
    {
        int key = (element.Id * 2) + (isConst ? 1 : 0);
        if (key >= pointers.Length)
        {
            Array.Resize(ref pointers, key * 2);
        }

        IrType? pointer = pointers[key];
        if (pointer is null)
        {
            pointer = Table.Add(new IrType
            {
                Id = Table.NextId,
                Kind = TypeKind.Pointer,
                Name = TypeNames.Pointer(element, isConst),
                Size = PointerSize,
                Alignment = PointerSize,
                Element = element,
                IsElementConst = isConst,
            });
            pointers[key] = pointer;
        }

        return pointer;
    }

    public IrType ArrayOf(IrType element, long count)
    {
        if (!arrays.TryGetValue((element.Id, count), out IrType? array))
        {
            array = Table.Add(new IrType
            {
                Id = Table.NextId,
                Kind = TypeKind.Array,
                Name = TypeNames.Array(element, count),
                Size = count >= 0 && element.Size >= 0 ? count * element.Size : -1,
                Alignment = element.Alignment,
                Element = element,
                Count = count,
            });
            arrays.Add((element.Id, count), array);
        }

        return array;
    }

    /// <summary>A function that takes anything: the type of a builtin that no source declares.</summary>
    public IrType VariadicFunction(IrType result)
    {
        if (!variadic.TryGetValue(result.Id, out IrType? function))
        {
            function = Table.Add(new IrType
            {
                Id = Table.NextId,
                Kind = TypeKind.Function,
                Name = TypeNames.Function(result, [], true, false),
                Element = result,
                IsVariadic = true,
            });
            variadic.Add(result.Id, function);
        }

        return function;
    }

    /// <summary>The type with all its members, if it is a record: call it where the record is stored, copied or initialised.</summary>
    public IrType Complete(IrType type) => layouts.Complete(type);

    /// <summary>The direct members of a record, named ones and anonymous records.</summary>
    public RecordMember[] Members(IrType record) => layouts.Members(record);

    /// <summary>A named member, wherever in anonymous records it is declared; null in broken code.</summary>
    public Field? Field(IrType record, DeclarationId declaration) => layouts.Field(record, declaration);

    /// <summary>Gives the records that nothing needs whole the members that are used.</summary>
    public void Finish() => layouts.Finish();

    private byte Qualifiers(TypeId id)
    {
        if (id.IsNone)
        {
            return 0;
        }

        Lower(id);
        byte known = qualifiers[id.Index];
        if (known == 0)
        {
            // The qualifiers of an array's elements may stand at either.
            CType canonical = unit.Type(unit.CanonicalType(id));
            known = Own(canonical);
            while (canonical.Kind is CXType_ConstantArray or CXType_IncompleteArray or CXType_VariableArray)
            {
                canonical = canonical.ArrayElement.Canonical;
                known |= Own(canonical);
            }

            qualifiers[id.Index] = known;
        }

        return known;
    }

    private static byte Own(CType type) => (byte)(4 | (type.IsConst ? 1 : 0) | (type.IsVolatile ? 2 : 0) | (type.Kind == CXType_Atomic ? 8 : 0));

    private IrType Make(TypeId id)
    {
        TypeId canonicalId = unit.CanonicalType(id);
        if (canonicalId != id)
        {
            IrType canonicalType = Lower(canonicalId);
            return canonicalType.Kind is TypeKind.Integer or TypeKind.Pointer && TypedefName(unit.Type(id), HandleTypedefs) is { } name
                ? Named(canonicalType, name)
                : canonicalType;
        }

        CType canonical = unit.Type(id);
        if (canonical.Kind is not (CXType_ConstantArray or CXType_IncompleteArray or CXType_VariableArray)
            && (canonical.IsConst || canonical.IsVolatile || canonical.IsRestrict))
        {
            TypeId unqualified = canonical.Unqualified.Canonical.Id;
            if (unqualified != id)
            {
                return Lower(unqualified);
            }
        }

        return canonical.Kind switch
        {
            CXType_Void => Void,
            CXType_Bool => Basic(TypeKind.Bool, "bool", canonical.Size, false),
            CXType_Char_U or CXType_UChar or CXType_Char16 or CXType_Char32 or CXType_UShort or CXType_UInt or CXType_ULong
                or CXType_ULongLong or CXType_UInt128 => Basic(TypeKind.Integer, canonical.Unqualified.Spelling, canonical.Size, false),
            CXType_Char_S or CXType_SChar or CXType_WChar or CXType_Short or CXType_Int or CXType_Long or CXType_LongLong
                or CXType_Int128 => Basic(TypeKind.Integer, canonical.Unqualified.Spelling, canonical.Size, true),
            CXType_Float or CXType_Double or CXType_LongDouble or CXType_Float128 or CXType_Half or CXType_Float16
                or CXType_BFloat16 or CXType_Ibm128 => Basic(TypeKind.Floating, canonical.Unqualified.Spelling, canonical.Size, true),
            CXType_NullPtr => VoidPointer,
            CXType_Enum => Enumeration(canonical),
            CXType_Pointer or CXType_BlockPointer => Pointer(canonical),
            CXType_Record => Record(canonical, id),
            CXType_ConstantArray => ArrayOf(Lower(canonical.ArrayElement.Id), canonical.ArrayLength),
            CXType_IncompleteArray or CXType_VariableArray => ArrayOf(Lower(canonical.ArrayElement.Id), -1),
            CXType_FunctionProto or CXType_FunctionNoProto => Function(canonical),
            CXType_Atomic => Lower(canonical.AtomicValue.Id),
            CXType_Vector or CXType_ExtVector => Vector(canonical),
            CXType_Unexposed => Unexposed(canonical),
            _ => Opaque(canonical),
        };
    }

    /// <summary>Written as <c>sig_atomic_t</c>.</summary>
    private bool IsSignalAtomic(TypeId id)
    {
        if (!signalAtomic.TryGetValue(id.Index, out bool isOne))
        {
            isOne = TypedefName(unit.Type(id), SignalTypedefs) is not null;
            signalAtomic.Add(id.Index, isOne);
        }

        return isOne;
    }

    /// <summary>The typedef among those asked for that the type is written as, through other typedefs too.</summary>
    private static string? TypedefName(CType type, HashSet<string> wanted)
    {
        for (int depth = 0; depth < 16; depth++)
        {
            switch (type.Kind)
            {
                case CXType_Elaborated:
                    type = type.Named;
                    continue;
                case CXType_Typedef:
                    Cursor declaration = type.Declaration;
                    string name = declaration.Spelling;
                    if (wanted.Contains(name))
                    {
                        return name;
                    }

                    if (declaration.IsNull)
                    {
                        return null;
                    }

                    type = declaration.TypedefUnderlyingType;
                    continue;
                default:
                    return null;
            }
        }

        return null;
    }

    private IrType Basic(TypeKind kind, string name, long size, bool isSigned)
    {
        if (!basics.TryGetValue((kind, name), out IrType? type))
        {
            type = Table.Add(new IrType
            {
                Id = Table.NextId,
                Kind = kind,
                Name = name,
                Size = size,
                Alignment = (int)Math.Max(0, Math.Min(size, 16)),
                IsSigned = isSigned,
            });
            basics.Add((kind, name), type);
        }

        return type;
    }

    private IrType Named(IrType type, string name)
    {
        if (!basics.TryGetValue((type.Kind, name), out IrType? named))
        {
            named = Table.Add(new IrType
            {
                Id = Table.NextId,
                Kind = type.Kind,
                Name = name,
                Size = type.Size,
                Alignment = type.Alignment,
                IsSigned = type.IsSigned,
                Element = type.Element,
                IsElementConst = type.IsElementConst,
            });
            basics.Add((type.Kind, name), named);
        }

        return named;
    }

    private IrType Enumeration(CType type)
    {
        CType integer = type.Declaration.EnumIntegerType.Canonical;
        IrType representation = integer.IsNull ? Int : Lower(integer.Id);
        return Basic(TypeKind.Integer, TypeNames.Clean(type.Spelling), representation.Size, representation.IsSigned);
    }

    private IrType Pointer(CType type)
    {
        CType pointee = type.Pointee.Canonical;
        return pointee.IsNull ? VoidPointer : PointerTo(Lower(pointee.Id), IsConst(pointee.Id));
    }

    private IrType Record(CType type, TypeId id)
    {
        IrType record = Table.Add(new IrType
        {
            Id = Table.NextId,
            Kind = TypeKind.Record,
            Name = TypeNames.Clean(type.Spelling),
            Size = type.Size,
            Alignment = (int)Math.Max(0, type.Alignment),
            IsUnion = type.Declaration.Kind == CXCursorKind.CXCursor_UnionDecl,
        });
        layouts.Add(record, id);
        return record;
    }

    private IrType Function(CType type)
    {
        IrType result = Lower(type.Result.Id);
        int count = Math.Max(0, type.ParameterCount);
        var parameters = ImmutableArray.CreateBuilder<IrType>(count);
        for (int i = 0; i < count; i++)
        {
            parameters.Add(Lower(type.Parameter(i).Id));
        }

        bool isVariadic = type.IsVariadic && type.Kind == CXType_FunctionProto;
        return Table.Add(new IrType
        {
            Id = Table.NextId,
            Kind = TypeKind.Function,
            Name = TypeNames.Function(result, parameters, isVariadic, type.Kind == CXType_FunctionNoProto),
            Element = result,
            Parameters = parameters.MoveToImmutable(),
            IsVariadic = isVariadic,
            IsUnprototyped = type.Kind == CXType_FunctionNoProto,
        });
    }

    private IrType Vector(CType type)
    {
        IrType element = Lower(type.Element.Id);
        return Table.Add(new IrType
        {
            Id = Table.NextId,
            Kind = TypeKind.Vector,
            Name = string.Create(CultureInfo.InvariantCulture, $"vector of {type.ElementCount} {element.Name}"),
            Size = type.Size,
            Alignment = (int)Math.Max(0, type.Alignment),
            Element = element,
            Count = type.ElementCount,
        });
    }

    private IrType Unexposed(CType type)
    {
        string name = type.Unqualified.Spelling;
        return name.Contains("_BitInt(", StringComparison.Ordinal)
            ? Basic(TypeKind.Integer, name, type.Size, !name.StartsWith("unsigned", StringComparison.Ordinal))
            : Basic(TypeKind.Unknown, name, -1, false);
    }

    private IrType Opaque(CType type) => Basic(TypeKind.Unknown, TypeNames.Clean(type.Unqualified.Spelling), type.Size, false);
}
