namespace Cleak.Analysis;

/// <summary>What the name of an acquired resource can be, and which values of it say that there is none.</summary>
internal static class Acquisition
{
    /// <summary>The highest value that names no resource: a descriptor that replaced standard input, output or error is meant to stay.</summary>
    public const int HighestFailure = 2;

    /// <summary>The values that an acquiring call can give.</summary>
    public static (long Low, long High) Range(ResourceKind kind) => kind switch
    {
        ResourceKind.Thread => (long.MinValue, long.MaxValue),
        ResourceKind.Descriptor => (-1, int.MaxValue),

        // MAP_FAILED and the failures of iconv_open and catopen are (void *)-1.
        ResourceKind.Mapping or ResourceKind.Handle => (-1, long.MaxValue),
        _ => (0, long.MaxValue),
    };

    /// <summary>What the path knows of the name says that it names nothing.</summary>
    public static bool Failed(ResourceKind kind, in Fact known) => kind switch
    {
        ResourceKind.Descriptor => known.High <= HighestFailure,
        ResourceKind.Mapping or ResourceKind.Handle => known.High <= 0,
        _ => known.IsConstant && known.Low == 0,
    };
}
