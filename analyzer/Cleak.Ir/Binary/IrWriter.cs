using System.Collections.Immutable;

namespace Cleak.Ir;

/// <summary>A translation unit as bytes, for what is not in this process: workers, the cache, a later link.</summary>
public static class IrWriter
{
    /// <exception cref="InvalidDataException">An expression is nested deeper than any reader could follow.</exception>
    public static byte[] Write(TranslationUnit unit)
    {
        var writer = new ByteWriter();
        writer.Bytes(IrFormat.Magic);
        writer.Count(IrFormat.Version);
        Files(writer, unit.Files);
        writer.String(unit.Path);
        writer.Count(unit.PointerSize);
        writer.Byte(unit.IsC23 ? (byte)1 : (byte)0);
        writer.Byte((byte)unit.SystemCalls);
        Types(writer, unit.Types);
        List(writer, unit.Symbols, Symbol);
        List(writer, unit.Strings, Literal);

        var code = new CodeWriter(writer);
        List(writer, unit.Globals, (w, global) => Global(w, code, global));
        List(writer, unit.Functions, (_, function) => code.Function(function));
        List(writer, unit.Problems, Problem);
        return writer.ToArray();
    }

    private static void List<T>(ByteWriter writer, ImmutableArray<T> items, Action<ByteWriter, T> write)
    {
        writer.Count(items.Length);
        foreach (T item in items)
        {
            write(writer, item);
        }
    }

    private static void Files(ByteWriter writer, ImmutableArray<SourceFile> files) => List(writer, files, static (w, file) =>
    {
        w.String(file.Path);
        w.Byte(file.IsSystem ? (byte)1 : (byte)0);
    });

    /// <summary>First what types are, then what they refer to: records refer back to themselves.</summary>
    private static void Types(ByteWriter writer, TypeTable types)
    {
        writer.Count(types.Count);
        foreach (IrType type in types.All)
        {
            writer.Byte((byte)type.Kind);
            writer.Byte((byte)((type.IsSigned ? 1 : 0) | (type.IsElementConst ? 2 : 0) | (type.IsUnion ? 4 : 0)
                | (type.IsVariadic ? 8 : 0) | (type.IsUnprototyped ? 16 : 0)));
            writer.String(type.Name);
            writer.Signed(type.Size);
            writer.Count(type.Alignment);
            writer.Signed(type.Count);
        }

        foreach (IrType type in types.All)
        {
            writer.Count(type.Element is null ? 0 : type.Element.Id + 1);
            List(writer, type.Fields, static (w, field) =>
            {
                w.String(field.Name);
                w.Signed(field.BitOffset);
                w.Count(field.BitWidth);
                w.Count(field.Type.Id);
            });
            List(writer, type.Parameters, static (w, parameter) => w.Count(parameter.Id));
        }
    }

    private static void Symbol(ByteWriter writer, Symbol symbol)
    {
        writer.String(symbol.Name);
        writer.String(symbol.LinkKey);
        writer.Count(symbol.Type.Id);
        writer.Span(symbol.Span);
        bool hasAttributes = !ReferenceEquals(symbol.Attributes, FunctionAttributes.None);
        writer.Count((symbol.Kind == SymbolKind.Variable ? 1 : 0) | (symbol.Linkage == Linkage.Internal ? 2 : 0)
            | (symbol.IsInSystemHeader ? 4 : 0) | (symbol.IsWeak ? 8 : 0) | (symbol.IsThreadLocal ? 16 : 0)
            | (symbol.IsConst ? 32 : 0) | (symbol.IsImplicit ? 64 : 0) | (hasAttributes ? 128 : 0));
        if (hasAttributes)
        {
            Attributes(writer, symbol.Attributes);
        }
    }

    private static void Attributes(ByteWriter writer, FunctionAttributes attributes)
    {
        writer.Count((attributes.IsNoReturn ? 1 : 0) | (attributes.IsMalloc ? 2 : 0) | (attributes.ReturnsNonNull ? 4 : 0)
            | (attributes.ReturnsTwice ? 8 : 0) | (attributes.IsPure ? 16 : 0) | (attributes.IsConstructor ? 32 : 0)
            | (attributes.IsDestructor ? 64 : 0) | (attributes.AllNonNull ? 128 : 0));
        writer.OptionalString(attributes.Deallocator);
        writer.Signed(attributes.DeallocatorParameter);
        Numbers(writer, attributes.NonNullParameters);
        Numbers(writer, attributes.AllocationSizeParameters);
        writer.Signed(attributes.FormatParameter);
        List(writer, attributes.Ownership, static (w, ownership) =>
        {
            w.Byte((byte)ownership.Kind);
            w.String(ownership.Family);
            Numbers(w, ownership.Parameters);
        });
        List(writer, attributes.Annotations, static (w, text) => w.String(text));
    }

    private static void Numbers(ByteWriter writer, ImmutableArray<int> numbers) =>
        List(writer, numbers, static (w, number) => w.Signed(number));

    private static void Literal(ByteWriter writer, StringLiteral literal)
    {
        writer.Signed(literal.Id);
        writer.Count(literal.ElementSize);
        writer.Count(literal.Bytes.Length);
        writer.Bytes(literal.Bytes.AsSpan());
    }

    private static void Global(ByteWriter writer, CodeWriter code, Global global)
    {
        writer.Count(global.Symbol.Id);
        writer.Byte(global.IsTentative ? (byte)1 : (byte)0);
        writer.Count(global.Initializers.Length);
        foreach (Initializer initializer in global.Initializers)
        {
            writer.Signed(initializer.Offset);
            code.Expression(initializer.Value);
        }
    }

    private static void Problem(ByteWriter writer, UnitProblem problem)
    {
        writer.Byte((byte)problem.Kind);
        writer.String(problem.Text);
        writer.Span(problem.Span);
    }
}
