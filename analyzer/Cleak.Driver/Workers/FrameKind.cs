namespace Cleak.Driver.Workers;

/// <summary>What a frame between supervisor and worker holds.</summary>
public enum FrameKind : byte
{
    /// <summary>To the worker: a work item.</summary>
    Request = 1,

    /// <summary>From the worker, first of all: it is ready, and with which libclang.</summary>
    Ready = 2,

    /// <summary>From the worker, in place of <see cref="Ready"/>: it cannot work at all, and why.</summary>
    Unfit = 3,

    /// <summary>From the worker: the answer.</summary>
    Answer = 4,

    /// <summary>From the worker: this item has no answer, and why.</summary>
    Failure = 5,
}
