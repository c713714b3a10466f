namespace Cleak.Analysis;

/// <summary>Which edition of POSIX's list of async-signal-safe functions holds.</summary>
public enum PosixEdition
{
    /// <summary>POSIX.1-2017, Issue 7: fork is in the list.</summary>
    Posix2017,

    /// <summary>POSIX.1-2024, Issue 8: _Fork has taken its place.</summary>
    Posix2024,
}

/// <summary>By whose word a call counts as async-signal-safe.</summary>
public sealed record SafetyProfile(LibcProfile Libc, PosixEdition Edition)
{
    /// <summary>What is noted beyond what is judged.</summary>
    public SafetyNotes Notes { get; init; }

    public static SafetyProfile Default { get; } = new(LibcProfile.Posix, PosixEdition.Posix2024);

    /// <summary>The kind of a call of a library function; <see cref="UnsafeKind.None"/> for what is safe or harmless.</summary>
    public UnsafeKind KindOf(FunctionModel model)
    {
        switch (model.Behavior)
        {
            case Behavior.Fork:
                return UnsafeKind.Fork;
            case Behavior.Lock:
                return UnsafeKind.OwnLock;
            case Behavior.LongJump:
                return UnsafeKind.Jump;

            // Neither waits: giving a lock back, or trying to take it.
            case Behavior.Unlock or Behavior.TryLock or Behavior.Vfork:
                return UnsafeKind.None;
            case Behavior.Exit:
                return UnsafeKind.Exit;
        }

        // What no table knows is not judged, but for its declaration's word that it allocates.
        return IsSafe(model.Safety) || (model.Safety == SignalSafety.Unknown && !ModelTransfer.Allocates(model)) ? UnsafeKind.None
            : ModelTransfer.Allocates(model) ? UnsafeKind.Allocation
            : model.Has(CallTraits.TakesProcessLock) ? UnsafeKind.LibraryLock
            : model.Has(CallTraits.Stdio) ? UnsafeKind.Stdio
            : UnsafeKind.Other;
    }

    private bool IsSafe(SignalSafety safety) => safety switch
    {
        SignalSafety.Safe or SignalSafety.Harmless => true,
        SignalSafety.SafeUntil2024 => Edition == PosixEdition.Posix2017,
        SignalSafety.SafeSince2024 => Edition == PosixEdition.Posix2024,
        SignalSafety.SafeInLibcs => Libc != LibcProfile.Posix,
        SignalSafety.SafeInGlibc => Libc == LibcProfile.Glibc,
        SignalSafety.SafeInMusl => Libc == LibcProfile.Musl,
        _ => false,
    };
}
