namespace Cleak.Tests.Samples;

/// <summary>What is true of a line, and what the analysis says of it.</summary>
public enum ExpectationKind
{
    /// <summary>A defect, reported.</summary>
    Expect,

    /// <summary>A defect, not reported yet.</summary>
    Gap,

    /// <summary>No defect, and not reported.</summary>
    Ok,

    /// <summary>No defect, and reported all the same.</summary>
    Noise,
}
