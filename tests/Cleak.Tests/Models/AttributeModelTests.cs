using System.Collections.Immutable;
using Cleak.Analysis;
using Cleak.Ir;
using Xunit;

namespace Cleak.Tests.Models;

public sealed class AttributeModelTests
{
    private static readonly IrType Int = Scalar(TypeKind.Integer, "int", 4);

    private static readonly IrType Buffer = PointerTo(Int, isConst: false);

    private static readonly IrType Text = PointerTo(Int, isConst: true);

    private static readonly IrType Callback = PointerTo(new() { Id = 0, Kind = TypeKind.Function, Name = "void (void *)", Element = Int }, isConst: false);

    [Fact]
    public void Malloc_makes_the_result_the_callers()
    {
        var model = AttributeModels.FromAttributes(Declare([Int], new() { IsMalloc = true, AllocationSizeParameters = [1] }));

        Assert.Equal(ResultKind.Acquired, model.Result.Kind);
        Assert.Equal("malloc", model.Result.Family);
        Assert.Equal(FailureValue.Null, model.Result.Failure);
        Assert.Equal(Behavior.AllocateFilled, model.Behavior);
        Assert.Equal([0], model.Operands.AsEnumerable());
    }

    [Fact]
    public void Returns_nonnull_leaves_no_failure()
    {
        var model = AttributeModels.FromAttributes(Declare([Int], new() { IsMalloc = true, ReturnsNonNull = true }));

        Assert.Equal(FailureValue.Never, model.Result.Failure);
        Assert.True(model.Result.IsNonNull);
    }

    [Fact]
    public void A_deallocator_names_the_family_and_releases_it()
    {
        var open = Declare([Text], new() { IsMalloc = true, Deallocator = "session_close", DeallocatorParameter = 2 });

        var close = AttributeModels.Deallocators([open])["session_close"];

        Assert.Equal("session_close", AttributeModels.FromAttributes(open).Result.Family);
        Assert.Equal("session_close", close.Argument(1)!.Family);
        Assert.True(close.Argument(1)!.Has(ArgumentEffects.Releases));
    }

    [Fact]
    public void A_deallocator_of_the_library_brings_its_family()
    {
        var open = Declare([Text], new() { IsMalloc = true, Deallocator = "fclose" });

        var result = AttributeModels.FromAttributes(open).Result;

        Assert.Equal(("fopen", ResourceKind.Stream), (result.Family, result.Resource));
        Assert.Empty(AttributeModels.Deallocators([open]));
    }

    [Fact]
    public void Ownership_goes_as_declared()
    {
        var model = AttributeModels.FromAttributes(Declare(
            [Buffer, Buffer, Buffer],
            new() { Ownership = [new(OwnershipKind.Takes, "pool", [1]), new(OwnershipKind.Holds, "pool", [2])] }));

        Assert.Equal(ArgumentEffects.Releases, model.Argument(0)!.Effects);
        Assert.Equal("pool", model.Argument(0)!.Family);
        Assert.Equal(ArgumentEffects.Keeps, model.Argument(1)!.Effects);
        Assert.True(model.Argument(2)!.Has(ArgumentEffects.Keeps));
        Assert.True(model.Argument(2)!.Has(ArgumentEffects.Writes));
    }

    [Fact]
    public void Ownership_returned_is_acquired()
    {
        var model = AttributeModels.FromAttributes(Declare([Int], new() { Ownership = [new(OwnershipKind.Returns, "pool", [1])] }));

        Assert.Equal(("pool", ResultKind.Acquired), (model.Result.Family, model.Result.Kind));
        Assert.Equal([0], model.Operands.AsEnumerable());
    }

    [Fact]
    public void Pure_functions_write_and_keep_nothing()
    {
        Assert.Empty(AttributeModels.FromAttributes(Declare([Buffer, Buffer], new() { IsPure = true })).Arguments);
    }

    [Fact]
    public void Nonnull_holds_for_pointers_alone()
    {
        var all = AttributeModels.FromAttributes(Declare([Buffer, Int, Text], new() { AllNonNull = true }));
        var second = AttributeModels.FromAttributes(Declare([Buffer, Text], new() { NonNullParameters = [2] }));

        Assert.True(all.Argument(0)!.Has(ArgumentEffects.NonNull) && all.Argument(2)!.Has(ArgumentEffects.NonNull));
        Assert.Null(all.Argument(1));
        Assert.False(second.Argument(0)!.Has(ArgumentEffects.NonNull));
        Assert.True(second.Argument(1)!.Has(ArgumentEffects.NonNull));
    }

    [Fact]
    public void A_format_keeps_nothing_of_what_follows_it()
    {
        var model = AttributeModels.FromAttributes(Declare([Buffer, Text], new() { FormatParameter = 2 }, isVariadic: true));

        Assert.True(model.Argument(0)!.Has(ArgumentEffects.Keeps));
        Assert.False(model.Argument(5)!.Has(ArgumentEffects.Keeps));
    }

    [Fact]
    public void The_platform_borrows_what_it_is_given()
    {
        var model = AttributeModels.FromSystemHeader(Declare([Buffer, Text, Int], FunctionAttributes.None, isInSystemHeader: true));

        Assert.True(model.Argument(0)!.Has(ArgumentEffects.Writes));
        Assert.DoesNotContain(model.Arguments, argument => argument.Has(ArgumentEffects.Keeps));
    }

    [Fact]
    public void The_platform_may_store_one_argument_in_another()
    {
        var model = AttributeModels.FromSystemHeader(Declare([Buffer, Buffer], FunctionAttributes.None, isInSystemHeader: true));

        Assert.All(model.Arguments, argument => Assert.True(argument.Has(ArgumentEffects.Keeps)));
    }

    [Fact]
    public void Whoever_takes_a_function_keeps_what_it_is_given_for_it()
    {
        var model = AttributeModels.FromSystemHeader(Declare([Callback, Text], FunctionAttributes.None, isInSystemHeader: true));

        Assert.True(model.Argument(0)!.Has(ArgumentEffects.Keeps));
        Assert.True(model.Argument(1)!.Has(ArgumentEffects.Keeps));
    }

    [Fact]
    public void A_declaration_that_promises_nothing_has_no_model()
    {
        Assert.Null(AttributeModels.Of(Declare([Buffer], FunctionAttributes.None)));
        Assert.NotNull(AttributeModels.Of(Declare([Buffer], FunctionAttributes.None, isInSystemHeader: true)));
    }

    private static Symbol Declare(ImmutableArray<IrType> parameters, FunctionAttributes attributes, bool isVariadic = false, bool isInSystemHeader = false) => new()
    {
        Id = 0,
        Name = "function",
        Kind = SymbolKind.Function,
        Linkage = Linkage.External,
        LinkKey = "function",
        Type = new() { Id = 0, Kind = TypeKind.Function, Name = "function", Element = Int, Parameters = parameters, IsVariadic = isVariadic },
        Attributes = attributes,
        IsInSystemHeader = isInSystemHeader,
    };

    private static IrType Scalar(TypeKind kind, string name, long size) => new() { Id = 0, Kind = kind, Name = name, Size = size };

    private static IrType PointerTo(IrType element, bool isConst) =>
        new() { Id = 0, Kind = TypeKind.Pointer, Name = element.Name + " *", Size = 8, Element = element, IsElementConst = isConst };
}
