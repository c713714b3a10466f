namespace Cleak.CommandLine;

/// <summary>A command whose help shows how it is used.</summary>
internal interface IHasExamples
{
    /// <summary>Command lines and what they do.</summary>
    IReadOnlyList<(string Line, string? Meaning)> Examples { get; }

    /// <summary>What stands behind <c>--</c> goes to the compiler front end.</summary>
    bool TakesCompilerFlags { get; }
}
