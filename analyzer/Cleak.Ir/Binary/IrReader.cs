using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace Cleak.Ir;

/// <summary>Reads what <see cref="IrWriter"/> wrote. Bytes that are anything else give an <see cref="InvalidDataException"/>.</summary>
public static class IrReader
{
    /// <summary>The files alone, at little cost.</summary>
    public static ImmutableArray<SourceFile> ReadFiles(ReadOnlyMemory<byte> data) => Files(Open(data));

    /// <summary>The unit as it was written, spans by its own files.</summary>
    public static TranslationUnit Read(ReadOnlyMemory<byte> data)
    {
        ByteReader reader = Open(data);
        ImmutableArray<SourceFile> files = Files(reader);
        return Body(reader, files, [.. Enumerable.Range(0, files.Length)]);
    }

    /// <summary>The unit with its spans, and <see cref="TranslationUnit.Files"/>, by the files of a run.</summary>
    /// <param name="map">From the unit's number of a file to the run's.</param>
    public static TranslationUnit Read(ReadOnlyMemory<byte> data, ImmutableArray<SourceFile> files, int[] map)
    {
        ByteReader reader = Open(data);
        if (Files(reader).Length != map.Length)
        {
            throw new ArgumentException("the map is another unit's", nameof(map));
        }

        return Body(reader, files, map);
    }

    private static ByteReader Open(ReadOnlyMemory<byte> data)
    {
        var reader = new ByteReader(data);
        if (!reader.Bytes(IrFormat.Magic.Length).SequenceEqual(IrFormat.Magic))
        {
            throw ByteReader.Invalid("it does not begin as it should");
        }

        ulong version = reader.Unsigned();
        return version == IrFormat.Version ? reader : throw ByteReader.Invalid($"version {version} in place of {IrFormat.Version}");
    }

    private static ImmutableArray<SourceFile> Files(ByteReader reader) =>
        List(reader, static r => new SourceFile(r.String(), r.Flag()));

    private static TranslationUnit Body(ByteReader reader, ImmutableArray<SourceFile> files, int[] map)
    {
        reader.FileMap = map;
        string path = reader.String();
        int pointerSize = reader.Index(256, "pointer size");
        bool isC23 = reader.Flag();
        var systemCalls = (SystemCallNumbers)reader.Index((int)SystemCallNumbers.Generic + 1, "table of system calls");
        TypeTable types = Types(reader);
        ImmutableArray<Symbol> symbols = Symbols(reader, types);
        ImmutableArray<StringLiteral> strings = List(reader, Literal);
        var code = new CodeReader(reader, types, symbols, strings);
        var unit = new TranslationUnit
        {
            Path = path,
            Files = files,
            PointerSize = pointerSize,
            IsC23 = isC23,
            SystemCalls = systemCalls,
            Types = types,
            Symbols = symbols,
            Strings = strings,
            Globals = List(reader, r => Global(r, code, symbols)),
            Functions = List(reader, _ => code.Function()),
            Problems = List(reader, Problem),
        };
        return reader.Remaining == 0 ? unit : throw ByteReader.Invalid("something follows its end");
    }

    private static ImmutableArray<T> List<T>(ByteReader reader, Func<ByteReader, T> read)
    {
        int count = reader.Count();
        if (count == 0)
        {
            return [];
        }

        var items = new T[count];
        for (int i = 0; i < count; i++)
        {
            items[i] = read(reader);
        }

        return ImmutableCollectionsMarshal.AsImmutableArray(items);
    }

    private static TypeTable Types(ByteReader reader)
    {
        var types = new TypeTable();
        int count = reader.Count();
        for (int id = 0; id < count; id++)
        {
            var kind = (TypeKind)reader.Case((byte)TypeKind.Vector, "kind of type");
            byte flags = reader.Byte();
            types.Add(new IrType
            {
                Id = id,
                Kind = kind,
                IsSigned = (flags & 1) != 0,
                IsElementConst = (flags & 2) != 0,
                IsUnion = (flags & 4) != 0,
                IsVariadic = (flags & 8) != 0,
                IsUnprototyped = (flags & 16) != 0,
                Name = reader.String(),
                Size = reader.Signed(),
                Alignment = reader.Index(int.MaxValue, "alignment"),
                Count = reader.Signed(),
            });
        }

        Func<ByteReader, IrType> readType = r => types[r.Index(types.Count, "type")];
        Func<ByteReader, Field> readField = r => new Field(r.String(), r.Signed(), r.Index(int.MaxValue, "width"), readType(r));
        foreach (IrType type in types.All)
        {
            int element = reader.Index(types.Count + 1, "type");
            type.Element = element == 0 ? null : types[element - 1];
            type.Fields = List(reader, readField);
            type.Parameters = List(reader, readType);
        }

        return types;
    }

    private static ImmutableArray<Symbol> Symbols(ByteReader reader, TypeTable types)
    {
        int id = 0;
        return List(reader, r => Symbol(r, id++, types));
    }

    private static Symbol Symbol(ByteReader reader, int id, TypeTable types)
    {
        string name = reader.String();
        string linkKey = reader.String();
        IrType type = types[reader.Index(types.Count, "type")];
        SourceSpan span = reader.Span();
        int flags = reader.Index(256, "kind of symbol");
        return new Symbol
        {
            Id = id,
            Name = name,
            LinkKey = linkKey,
            Type = type,
            Span = span,
            Kind = (flags & 1) != 0 ? SymbolKind.Variable : SymbolKind.Function,
            Linkage = (flags & 2) != 0 ? Linkage.Internal : Linkage.External,
            IsInSystemHeader = (flags & 4) != 0,
            IsWeak = (flags & 8) != 0,
            IsThreadLocal = (flags & 16) != 0,
            IsConst = (flags & 32) != 0,
            IsImplicit = (flags & 64) != 0,
            Attributes = (flags & 128) != 0 ? Attributes(reader) : FunctionAttributes.None,
        };
    }

    private static FunctionAttributes Attributes(ByteReader reader)
    {
        int flags = reader.Index(256, "attribute");
        return new FunctionAttributes
        {
            IsNoReturn = (flags & 1) != 0,
            IsMalloc = (flags & 2) != 0,
            ReturnsNonNull = (flags & 4) != 0,
            ReturnsTwice = (flags & 8) != 0,
            IsPure = (flags & 16) != 0,
            IsConstructor = (flags & 32) != 0,
            IsDestructor = (flags & 64) != 0,
            AllNonNull = (flags & 128) != 0,
            Deallocator = reader.OptionalString(),
            DeallocatorParameter = reader.Int32(),
            NonNullParameters = List(reader, static r => r.Int32()),
            AllocationSizeParameters = List(reader, static r => r.Int32()),
            FormatParameter = reader.Int32(),
            Ownership = List(reader, static r => new OwnershipAttribute(
                (OwnershipKind)r.Case((byte)OwnershipKind.Holds, "kind of ownership"),
                r.String(),
                List(r, static n => n.Int32()))),
            Annotations = List(reader, static r => r.String()),
        };
    }

    private static StringLiteral Literal(ByteReader reader)
    {
        int id = reader.Int32();
        int elementSize = reader.Index(256, "size of a character");
        return new StringLiteral(id, [.. reader.Bytes(reader.Count())], elementSize);
    }

    private static Global Global(ByteReader reader, CodeReader code, ImmutableArray<Symbol> symbols) => new()
    {
        Symbol = symbols[reader.Index(symbols.Length, "symbol")],
        IsTentative = reader.Flag(),
        Initializers = List(reader, r => new Initializer(r.Signed(), code.Expression())),
    };

    private static UnitProblem Problem(ByteReader reader) =>
        new((UnitProblemKind)reader.Case((byte)UnitProblemKind.FlagsDropped, "kind of problem"), reader.String(), reader.Span());
}
