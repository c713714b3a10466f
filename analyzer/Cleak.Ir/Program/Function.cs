using System.Collections.Immutable;

namespace Cleak.Ir;

/// <summary>A function with its body as a control-flow graph.</summary>
public sealed class Function
{
    public required Symbol Symbol { get; init; }

    /// <summary>Parameters first, in order, then the rest; the index is the slot.</summary>
    public required ImmutableArray<Local> Locals { get; init; }

    public required int ParameterCount { get; init; }

    /// <summary>The entry is block 0; every other block can be reached from it.</summary>
    public required ImmutableArray<BasicBlock> Blocks { get; init; }

    /// <summary>The function's name in its definition.</summary>
    public required SourceSpan Span { get; init; }

    /// <summary>The closing brace.</summary>
    public SourceSpan EndSpan { get; init; }

    /// <summary>Why the body is not to be trusted (parse errors inside it), or null. Rules stay silent here.</summary>
    public string? Damage { get; init; }

    public string Name => Symbol.Name;

    /// <summary>Its type: result in <see cref="IrType.Element"/>.</summary>
    public IrType Type => Symbol.Type;

    public override string ToString() => Name;
}
