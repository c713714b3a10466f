namespace Cleak.EndToEnd.RandomPrograms;

/// <summary>What a run of a generated program shows.</summary>
public enum ShownKind
{
    /// <summary>A block that nothing reaches at the end.</summary>
    Lost,

    /// <summary>A block that only lost blocks reach.</summary>
    Inner,

    /// <summary>An access to memory that is not, or no longer, the program's.</summary>
    Access,

    /// <summary>A release of what is not, or no longer, allocated.</summary>
    Release,
}
