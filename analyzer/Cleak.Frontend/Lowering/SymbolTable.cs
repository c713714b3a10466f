using System.Collections.Immutable;
using ClangSharp.Interop;
using Cleak.Clang;
using Cleak.Ir;
using static ClangSharp.Interop.CXCursorKind;

namespace Cleak.Frontend.Lowering;

/// <summary>The functions and variables of static storage duration that a unit defines or names, in order of first use.</summary>
internal sealed class SymbolTable(ClangTranslationUnit unit, TypeLowering types, SpanMap spans, Queue<DeclarationId> usedDefinitions)
{
    private readonly List<Symbol> symbols = [];
    private readonly Dictionary<int, Symbol> byDeclaration = [];
    private readonly Dictionary<string, Symbol> builtins = [];
    private readonly Dictionary<string, int> staticLocals = [];
    private int literals;

    public ImmutableArray<Symbol> Symbols => [.. symbols];

    public Symbol? Find(DeclarationId id) => byDeclaration.GetValueOrDefault(id.Index);

    /// <summary>The symbol of a function or variable; the cursor is the declaration that was found at its use.</summary>
    /// <param name="enclosingFunction">For a static local: the function that it belongs to.</param>
    public Symbol Get(Cursor declaration, string? enclosingFunction = null)
    {
        DeclarationId id = declaration.Id;
        if (byDeclaration.TryGetValue(id.Index, out Symbol? known))
        {
            return known;
        }

        Symbol symbol = declaration.Kind == CXCursor_FunctionDecl ? Function(declaration) : Variable(declaration, enclosingFunction);
        byDeclaration.Add(id.Index, symbol);
        return symbol;
    }

    /// <summary>A function that no source declares: a builtin by another name, or a cleanup function that was not found.</summary>
    public Symbol Builtin(string name, IrType type)
    {
        if (!builtins.TryGetValue(name, out Symbol? symbol))
        {
            symbol = Add(new Symbol
            {
                Id = symbols.Count,
                Name = name,
                Kind = SymbolKind.Function,
                Linkage = Linkage.External,
                LinkKey = name,
                Type = type,
                IsInSystemHeader = true,
                Attributes = WellKnown(name, FunctionAttributes.None),
            });
            builtins.Add(name, symbol);
        }

        return symbol;
    }

    /// <summary>The unnamed object of a compound literal at file level.</summary>
    public Symbol CompoundLiteral(IrType type, SourceSpan span, bool isConst)
    {
        string name = string.Create(System.Globalization.CultureInfo.InvariantCulture, $".literal{literals++}");
        return Add(new Symbol
        {
            Id = symbols.Count,
            Name = name,
            Kind = SymbolKind.Variable,
            Linkage = Linkage.Internal,
            LinkKey = spans.PathOf(unit.MainFile) + "#" + name,
            Type = types.Complete(type),
            Span = span,
            IsConst = isConst,
        });
    }

    private Symbol Function(Cursor declaration)
    {
        string name = declaration.Spelling;
        var attributes = new AttributeReader(unit);
        Cursor definition = declaration.Definition;
        Cursor first = declaration.Canonical;
        attributes.Read(declaration);
        if (!first.IsSame(declaration))
        {
            attributes.Read(first);
        }

        if (!definition.IsNull && !definition.IsSame(declaration) && !definition.IsSame(first))
        {
            attributes.Read(definition);
        }

        bool isInternal = declaration.Linkage == CXLinkageKind.CXLinkage_Internal;
        SourcePosition place = (definition.IsNull ? first : definition).Location;
        bool isSystem = place.IsNone || (definition.IsNull ? first : definition).IsInSystemHeader;
        var symbol = Add(new Symbol
        {
            Id = symbols.Count,
            Name = name,
            Kind = SymbolKind.Function,
            Linkage = isInternal ? Linkage.Internal : Linkage.External,
            LinkKey = isInternal && !place.IsNone ? spans.PathOf(place.File) + "#" + name : name,
            Type = types.Lower((definition.IsNull ? declaration : definition).Type.Id),
            Span = spans.Token(place),
            IsInSystemHeader = isSystem,
            IsWeak = attributes.IsWeak,
            IsImplicit = IsImplicit(declaration, place),
            Attributes = WellKnown(name, attributes.ToFunctionAttributes()),
        });
        if (!definition.IsNull && isSystem)
        {
            usedDefinitions.Enqueue(declaration.Id);
        }

        return symbol;
    }

    private Symbol Variable(Cursor declaration, string? enclosingFunction)
    {
        string name = declaration.Spelling;
        var attributes = new AttributeReader(unit);
        attributes.Read(declaration);
        bool isInternal = enclosingFunction is not null || declaration.Linkage == CXLinkageKind.CXLinkage_Internal;
        string key = name;
        if (isInternal)
        {
            // Each unit has its own copy, also of what a header defines as static.
            key = spans.PathOf(unit.MainFile) + "#" + (enclosingFunction is null ? name : enclosingFunction + "#" + name);
            staticLocals[key] = staticLocals.GetValueOrDefault(key) + 1;
            key = staticLocals[key] > 1 ? string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{key}.{staticLocals[key]}") : key;
        }

        Cursor definition = declaration.Definition;
        if (enclosingFunction is null && (!definition.IsNull || UnitLowering.IsTentative(declaration)))
        {
            usedDefinitions.Enqueue(declaration.Id);
        }

        TypeId type = (definition.IsNull ? declaration : definition).Type.Id;
        return Add(new Symbol
        {
            Id = symbols.Count,
            Name = name,
            Kind = SymbolKind.Variable,
            Linkage = isInternal ? Linkage.Internal : Linkage.External,
            LinkKey = key,
            Type = definition.IsNull ? types.Lower(type) : types.Complete(types.Lower(type)),
            Span = spans.Token(declaration.Location),
            IsInSystemHeader = declaration.IsInSystemHeader,
            IsWeak = attributes.IsWeak,
            IsThreadLocal = declaration.ThreadStorage != CXTLSKind.CXTLS_None,
            IsConst = types.IsConst(type),
        });
    }

    /// <summary>
    /// A declaration that the compiler made up for a call has no text of its own; that of a function whose type it knows (malloc) has the
    /// name in the call.
    /// </summary>
    private static bool IsImplicit(Cursor declaration, SourcePosition place)
    {
        SourceExtent text = declaration.Extent;
        bool isNameAlone = !place.IsNone && text.Start.File == text.End.File && text.Start.Line == text.End.Line && text.End.Column - text.Start.Column == declaration.Spelling.Length;
        if (isNameAlone && declaration.Definition.IsNull && !declaration.Spelling.StartsWith("__", StringComparison.Ordinal))
        {
            return true;
        }

        if (place.IsNone || declaration.Type.Canonical.Kind != CXTypeKind.CXType_FunctionNoProto || !declaration.Definition.IsNull)
        {
            return false;
        }

        return declaration.Canonical.Extent.Start.IsNone;
    }

    private static FunctionAttributes WellKnown(string name, FunctionAttributes attributes)
    {
        if (WellKnownFunctions.NoReturn.Contains(name))
        {
            attributes = attributes with { IsNoReturn = true };
        }

        return WellKnownFunctions.ReturnsTwice.Contains(name) ? attributes with { ReturnsTwice = true } : attributes;
    }

    private Symbol Add(Symbol symbol)
    {
        symbols.Add(symbol);
        return symbol;
    }
}
