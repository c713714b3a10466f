namespace Cleak.Findings;

/// <summary>How much a step tells the reader of a path.</summary>
public enum Importance
{
    /// <summary>May be folded away: a branch taken, a call entered.</summary>
    Unimportant,

    /// <summary>Helps to follow the path.</summary>
    Important,

    /// <summary>Without it the finding can't be understood: where it is acquired, where it is lost.</summary>
    Essential,
}
