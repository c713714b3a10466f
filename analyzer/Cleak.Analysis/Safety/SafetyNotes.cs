namespace Cleak.Analysis;

/// <summary>What is noted of forked children and signal handlers only where it is asked for.</summary>
[Flags]
public enum SafetyNotes
{
    None = 0,

    /// <summary>Handlers that come back with errno changed.</summary>
    Errno = 1,

    /// <summary>Calls, in children and in handlers, of functions of which nothing is known.</summary>
    Unknown = 2,

    /// <summary>Static objects that handlers share with what they interrupt, and that are neither <c>volatile sig_atomic_t</c> nor atomic.</summary>
    SigAtomic = 4,
}
