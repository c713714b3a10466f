namespace Cleak.Analysis;

/// <summary>What is done to a lock, by the place where it is kept.</summary>
public enum LockAction : byte
{
    Take,
    GiveBack,

    /// <summary>pthread_mutex_init and its kin.</summary>
    Initialize,

    /// <summary>Initialize, as one lock for all processes that map it.</summary>
    Share,
}

/// <summary>A function does something to a lock itself.</summary>
public readonly record struct LockUse(HandlePlace Lock, LockAction Action);
