namespace Cleak.Findings;

/// <summary>What happens at a step of a path. A step may be several things at once.</summary>
[Flags]
public enum FlowStepKinds
{
    None = 0,

    /// <summary>A resource is acquired.</summary>
    Acquire = 1 << 0,

    /// <summary>A resource is released.</summary>
    Release = 1 << 1,

    /// <summary>The last name of a resource goes away.</summary>
    Lost = 1 << 2,

    /// <summary>A resource is used.</summary>
    Use = 1 << 3,

    /// <summary>A value is stored where it outlives the function, or is handed on.</summary>
    Store = 1 << 4,

    /// <summary>A condition decides where the path goes.</summary>
    Branch = 1 << 5,

    /// <summary>The condition holds. Goes with <see cref="Branch"/>.</summary>
    True = 1 << 6,

    /// <summary>The condition does not hold. Goes with <see cref="Branch"/>.</summary>
    False = 1 << 7,

    /// <summary>A loop starts another turn.</summary>
    Loop = 1 << 8,

    /// <summary>A function is called.</summary>
    Call = 1 << 9,

    /// <summary>A called function is entered.</summary>
    Enter = 1 << 10,

    /// <summary>A function returns.</summary>
    Return = 1 << 11,

    /// <summary>A thread is created.</summary>
    Spawn = 1 << 12,

    /// <summary>A thread is joined.</summary>
    Join = 1 << 13,

    /// <summary>A thread is detached.</summary>
    Detach = 1 << 14,

    /// <summary>The process forks.</summary>
    Fork = 1 << 15,

    /// <summary>A signal handler is registered or runs.</summary>
    Signal = 1 << 16,

    /// <summary>A lock is taken or given back.</summary>
    Lock = 1 << 17,

    /// <summary>The defect itself: the place that the finding is about.</summary>
    Defect = 1 << 18,
}
