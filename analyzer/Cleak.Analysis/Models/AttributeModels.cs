using System.Collections.Immutable;
using Cleak.Ir;

namespace Cleak.Analysis;

/// <summary>
/// Models of functions that have neither a body nor a line in the tables: from what their declarations promise by attribute,
/// and from where they are declared.
/// </summary>
public static class AttributeModels
{
    private const ArgumentEffects Change = ArgumentEffects.Writes | ArgumentEffects.WritesDeep | ArgumentEffects.Reads;

    /// <summary>
    /// The model of a declaration that says something about itself, be it only that it comes with the system; null where nothing
    /// is known and the engine's rule for unknown functions holds.
    /// </summary>
    public static FunctionModel? Of(Symbol symbol) =>
        symbol.Attributes != FunctionAttributes.None ? FromAttributes(symbol)
        : symbol.IsInSystemHeader ? FromSystemHeader(symbol)
        : null;

    /// <summary>What the attributes promise; what they leave open is as for any unknown function, or as for one of the system.</summary>
    public static FunctionModel FromAttributes(Symbol symbol)
    {
        var attributes = symbol.Attributes;
        var model = attributes.IsPure ? new FunctionModel(symbol.Name)
            : symbol.IsInSystemHeader ? FromSystemHeader(symbol)
            : FromNothing(symbol);
        model = WithResult(model, attributes);
        model = attributes.IsNoReturn ? model.Is(CallTraits.NoReturn) : model;
        model = attributes.ReturnsTwice ? model.As(Behavior.SetJump) : model;
        model = WithFormat(model, symbol);
        model = WithOwnership(model, attributes);
        return WithNonNull(model, symbol);
    }

    /// <summary>
    /// A function of the platform or of an installed library borrows what it is given: it writes through pointers to what is not
    /// const and keeps nothing. Unless it can store one argument in another (two that it may write), takes a function to call
    /// later, or takes variable arguments: those keep what they are given, so that no leak is claimed of it.
    /// </summary>
    public static FunctionModel FromSystemHeader(Symbol symbol)
    {
        var parameters = symbol.Type.Parameters;
        var writable = 0;
        var takesFunction = false;
        foreach (var parameter in parameters)
        {
            takesFunction |= IsFunctionPointer(parameter);
            writable += IsWritable(parameter) ? 1 : 0;
        }

        var model = new FunctionModel(symbol.Name);
        var keeps = takesFunction || writable > 1 || symbol.Type.IsVariadic;
        for (var i = 0; i < parameters.Length; i++)
        {
            model = MayBeDescriptor(parameters[i]) ? model.Keeps(i) : model;
            if (parameters[i].IsPointer)
            {
                var effects = IsWritable(parameters[i]) ? Change : ArgumentEffects.None;
                effects |= keeps && (takesFunction || IsWritable(parameters[i])) ? ArgumentEffects.Keeps : ArgumentEffects.None;
                model = model.With(i, effects);
            }
        }

        return WithUndeclaredArguments(model, symbol.Type);
    }

    /// <summary>
    /// The functions that malloc attributes name as releasing, by name: what they take has the family that the attribute's
    /// function gives.
    /// </summary>
    public static IReadOnlyDictionary<string, FunctionModel> Deallocators(IEnumerable<Symbol> symbols)
    {
        var deallocators = new SortedDictionary<string, FunctionModel>(StringComparer.Ordinal);
        foreach (var symbol in symbols)
        {
            if (symbol.Attributes is { Deallocator: { } name } attributes && LibraryModels.Find(name) is null)
            {
                deallocators[name] = new FunctionModel(name).Releases(attributes.DeallocatorParameter - 1, name, ResourceKind.Other, orNull: true);
            }
        }

        return deallocators;
    }

    /// <summary>Nothing but the types is known: writes what it can reach and keeps what it is given.</summary>
    private static FunctionModel FromNothing(Symbol symbol)
    {
        var model = new FunctionModel(symbol.Name).Is(CallTraits.Unseen);
        for (var i = 0; i < symbol.Type.Parameters.Length; i++)
        {
            var parameter = symbol.Type.Parameters[i];
            model = MayBeDescriptor(parameter) ? model.Keeps(i) : model;
            if (parameter.IsPointer)
            {
                model = model.With(i, ArgumentEffects.Keeps | (IsWritable(parameter) ? Change : ArgumentEffects.None));
            }
        }

        return WithUndeclaredArguments(model, symbol.Type);
    }

    private static FunctionModel WithUndeclaredArguments(FunctionModel model, IrType type) =>
        type.IsVariadic || type.IsUnprototyped ? model.MayDoAnythingWithAllFrom(type.Parameters.Length) : model;

    private static FunctionModel WithResult(FunctionModel model, FunctionAttributes attributes)
    {
        var sizes = attributes.AllocationSizeParameters.Select(parameter => parameter - 1).ToImmutableArray();
        var (family, kind) = attributes.Deallocator is { } deallocator
            ? FamilyOf(deallocator, attributes.DeallocatorParameter - 1)
            : ("malloc", ResourceKind.Heap);
        var returns = attributes.Ownership.FirstOrDefault(ownership => ownership.Kind == OwnershipKind.Returns);
        if (returns is not null)
        {
            (family, kind) = (returns.Family, ResourceKind.Heap);
            sizes = sizes.IsEmpty ? [.. returns.Parameters.Take(1).Select(parameter => parameter - 1)] : sizes;
        }

        if (!attributes.IsMalloc && attributes.Deallocator is null && returns is null)
        {
            return attributes.ReturnsNonNull ? model with { Result = ResultModel.Unknown with { IsNonNull = true } } : model;
        }

        model = model with
        {
            Result = new(ResultKind.Acquired)
            {
                Family = family,
                Resource = kind,
                Failure = attributes.ReturnsNonNull ? FailureValue.Never : FailureValue.Null,
                IsNonNull = attributes.ReturnsNonNull,
            },
        };
        model = kind == ResourceKind.Heap ? model.AllocatesInside() : model;
        return sizes.IsEmpty || kind != ResourceKind.Heap ? model : model.As(Behavior.AllocateFilled, sizes.AsSpan());
    }

    private static (string Family, ResourceKind Kind) FamilyOf(string deallocator, int parameter) =>
        LibraryModels.Find(deallocator)?.Argument(parameter) is { } argument && argument.Has(ArgumentEffects.Releases)
            ? (argument.Family, argument.Resource)
            : (deallocator, ResourceKind.Other);

    /// <summary>What a format leads to is read (printf) or written (scanf), not kept.</summary>
    private static FunctionModel WithFormat(FunctionModel model, Symbol symbol)
    {
        if (symbol.Attributes.FormatParameter == 0)
        {
            return model;
        }

        var first = symbol.Attributes.FormatParameter - 1;
        return model with
        {
            Arguments =
            [
                .. model.Arguments.Select(argument => argument.Index >= first
                    ? argument with { Effects = argument.Effects & ~ArgumentEffects.Keeps }
                    : argument),
            ],
        };
    }

    private static FunctionModel WithOwnership(FunctionModel model, FunctionAttributes attributes)
    {
        foreach (var ownership in attributes.Ownership)
        {
            if (ownership.Kind == OwnershipKind.Returns)
            {
                continue;
            }

            foreach (var parameter in ownership.Parameters)
            {
                model = model.WithOnly(parameter - 1, ArgumentEffects.None);
                model = ownership.Kind == OwnershipKind.Takes
                    ? model.Releases(parameter - 1, ownership.Family, ResourceKind.Heap, orNull: true).AllocatesInside()
                    : model.Keeps(parameter - 1);
            }
        }

        return model;
    }

    private static FunctionModel WithNonNull(FunctionModel model, Symbol symbol)
    {
        var parameters = symbol.Type.Parameters;
        if (symbol.Attributes.AllNonNull)
        {
            for (var i = 0; i < parameters.Length; i++)
            {
                model = parameters[i].IsPointer ? model.Reads(i) : model;
            }
        }

        foreach (var parameter in symbol.Attributes.NonNullParameters)
        {
            model = model.Reads(parameter - 1);
        }

        return model;
    }

    /// <summary>Who takes a descriptor and is not known may take it for good.</summary>
    private static bool MayBeDescriptor(IrType type) => type is { Kind: TypeKind.Integer, IsSigned: true, Size: 4 };

    private static bool IsFunctionPointer(IrType type) => type is { IsPointer: true, Element.Kind: TypeKind.Function };

    private static bool IsWritable(IrType type) => type is { IsPointer: true, IsElementConst: false } && !IsFunctionPointer(type);
}
