using System.Collections.Immutable;

namespace Cleak.Ir;

/// <summary>What a function's declaration promises by attribute.</summary>
public sealed record FunctionAttributes
{
    public static FunctionAttributes None { get; } = new();

    public bool IsNoReturn { get; init; }

    /// <summary><c>__attribute__((malloc))</c>: the result is fresh memory.</summary>
    public bool IsMalloc { get; init; }

    /// <summary>The function that releases the result, from <c>malloc(deallocator, n)</c>.</summary>
    public string? Deallocator { get; init; }

    /// <summary>Which parameter of <see cref="Deallocator"/> takes the block, from 1.</summary>
    public int DeallocatorParameter { get; init; } = 1;

    public bool ReturnsNonNull { get; init; }

    /// <summary>setjmp and its like.</summary>
    public bool ReturnsTwice { get; init; }

    /// <summary><c>pure</c> or <c>const</c>: writes nothing.</summary>
    public bool IsPure { get; init; }

    /// <summary>Run before main.</summary>
    public bool IsConstructor { get; init; }

    /// <summary>Run after main.</summary>
    public bool IsDestructor { get; init; }

    /// <summary>Parameters from 1 that must not be null.</summary>
    public ImmutableArray<int> NonNullParameters { get; init; } = [];

    /// <summary><c>nonnull</c> without numbers.</summary>
    public bool AllNonNull { get; init; }

    /// <summary>Parameters from 1 whose product is the result's size.</summary>
    public ImmutableArray<int> AllocationSizeParameters { get; init; } = [];

    /// <summary>Parameter from 1 that is a printf- or scanf-like format; 0 where none.</summary>
    public int FormatParameter { get; init; }

    /// <summary>Clang's <c>ownership_returns</c>, <c>ownership_takes</c>, <c>ownership_holds</c>.</summary>
    public ImmutableArray<OwnershipAttribute> Ownership { get; init; } = [];

    /// <summary>Texts of <c>annotate</c> attributes.</summary>
    public ImmutableArray<string> Annotations { get; init; } = [];
}

public enum OwnershipKind : byte
{
    Returns,
    Takes,
    Holds,
}

/// <param name="Family">The name in the attribute: malloc for the C library's.</param>
/// <param name="Parameters">From 1.</param>
public sealed record OwnershipAttribute(OwnershipKind Kind, string Family, ImmutableArray<int> Parameters);
