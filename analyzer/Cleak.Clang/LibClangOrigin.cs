namespace Cleak.Clang;

/// <summary>The rule of the search that named a library, in the order of the search.</summary>
public enum LibClangOrigin
{
    /// <summary>The path given by the caller: <c>--libclang</c>.</summary>
    Explicit,

    /// <summary>The environment variable <c>CLEAK_LIBCLANG</c>.</summary>
    Environment,

    /// <summary>Beside the executable.</summary>
    BesideTool,

    /// <summary>The system's packages.</summary>
    System,
}
