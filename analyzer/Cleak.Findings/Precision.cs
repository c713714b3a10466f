namespace Cleak.Findings;

/// <summary>What share of a rule's findings on real code is right, by design and as measured.</summary>
public enum Precision
{
    Low,

    /// <summary>At least 70 % right.</summary>
    Medium,

    /// <summary>At least 85 % right.</summary>
    High,

    /// <summary>At least 95 % right.</summary>
    VeryHigh,
}
