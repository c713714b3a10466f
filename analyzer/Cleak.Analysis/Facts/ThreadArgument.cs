namespace Cleak.Analysis;

/// <summary>Where what a thread is handed comes from.</summary>
[Flags]
public enum ThreadArgumentSources
{
    None = 0,

    /// <summary>Null, or another constant.</summary>
    Constant = 1,

    /// <summary>The address of an automatic variable of the creator.</summary>
    Local = 2,

    /// <summary>The address of a variable of static storage duration.</summary>
    Global = 4,

    /// <summary>A block that the creator allocated.</summary>
    Heap = 8,

    /// <summary>What the creator was given by its caller, or finds in what it was given.</summary>
    Given = 16,

    /// <summary>None of these.</summary>
    Other = 32,
}
