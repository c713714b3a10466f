namespace Cleak.Ir;

/// <summary>A parameter, a variable of automatic storage duration, or a place that lowering made for a value that crosses blocks.</summary>
public sealed class Local
{
    public required int Slot { get; init; }

    /// <summary>Empty for what lowering made.</summary>
    public required string Name { get; init; }

    public required IrType Type { get; init; }

    public SourceSpan Span { get; init; }

    /// <summary>From 0; -1 for other locals.</summary>
    public int ParameterIndex { get; init; } = -1;

    /// <summary>Its address becomes a value (passed, stored, compared), and is not only the base of loads and stores.</summary>
    public bool IsAddressTaken { get; set; }

    public bool IsSynthetic => Name.Length == 0;

    public bool IsParameter => ParameterIndex >= 0;
}
