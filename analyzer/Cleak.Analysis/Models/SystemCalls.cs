using Cleak.Ir;
using static Cleak.Analysis.ModelLanguage;

namespace Cleak.Analysis;

/// <summary>
/// System calls by their numbers, as far as they part and end processes: what syscall(2) does with them. No library stands between: handlers of
/// pthread_atfork do not run, and nobody repairs the locks of malloc and stdio in the child.
/// </summary>
public static class SystemCalls
{
    /// <summary>CLONE_VM and CLONE_VFORK of clone(2).</summary>
    public const long CloneMemory = 0x100, CloneWaits = 0x4000;

    /// <summary>A child with a copy of the memory.</summary>
    public static FunctionModel Fork { get; } = ReturnsCount("SYS_fork").As(Behavior.Fork).RepairsNothing().OnlyEntersKernel();

    /// <summary>A child in the memory of its parent, which waits.</summary>
    public static FunctionModel Vfork { get; } = ReturnsCount("SYS_vfork").As(Behavior.Vfork).OnlyEntersKernel();

    /// <summary>A thread, or a process that shares its maker's memory and runs beside it.</summary>
    public static FunctionModel Thread { get; } = ReturnsCount("SYS_clone").CreatesThreads().OnlyEntersKernel();

    private static readonly FunctionModel Execve = ReturnsCount("SYS_execve", high: -1).Reads(1).As(Behavior.Exec).OnlyEntersKernel();
    private static readonly FunctionModel Execveat = ReturnsCount("SYS_execveat", high: -1).Reads(2).As(Behavior.Exec).OnlyEntersKernel();
    private static readonly FunctionModel Exit = NeverReturns("SYS_exit").As(Behavior.ExitImmediately, 1).OnlyEntersKernel();

    private enum Call
    {
        None,
        Fork,
        Vfork,
        Clone,
        Clone3,
        Execve,
        Execveat,
        Exit,
    }

    /// <summary>What a number stands for; null where it is none of these. For clone and clone3 the flags decide.</summary>
    /// <param name="flags">Gives the flags: those of the first argument, or those at its address. Null where they are not known.</param>
    public static FunctionModel? Find(SystemCallNumbers table, long number, Func<bool, long?> flags) => Name(table, number) switch
    {
        Call.Fork => Fork,
        Call.Vfork => Vfork,
        Call.Clone => ByFlags(flags(false)),
        Call.Clone3 => ByFlags(flags(true)),
        Call.Execve => Execve,
        Call.Execveat => Execveat,
        Call.Exit => Exit,
        _ => null,
    };

    private static FunctionModel? ByFlags(long? flags) =>
        flags is not { } known ? null
        : (known & CloneMemory) == 0 ? Fork
        : (known & CloneWaits) != 0 ? Vfork
        : Thread;

    private static Call Name(SystemCallNumbers table, long number) => (table, number) switch
    {
        (SystemCallNumbers.Unknown, _) => Call.None,
        (_, 435) => Call.Clone3,
        (SystemCallNumbers.X64, 57) or (SystemCallNumbers.X86 or SystemCallNumbers.Arm, 2) => Call.Fork,
        (SystemCallNumbers.X64, 58) or (SystemCallNumbers.X86 or SystemCallNumbers.Arm, 190) => Call.Vfork,
        (SystemCallNumbers.X64, 56) or (SystemCallNumbers.X86 or SystemCallNumbers.Arm, 120) or (SystemCallNumbers.Generic, 220) => Call.Clone,
        (SystemCallNumbers.X64, 59) or (SystemCallNumbers.X86 or SystemCallNumbers.Arm, 11) or (SystemCallNumbers.Generic, 221) => Call.Execve,
        (SystemCallNumbers.X64, 322) or (SystemCallNumbers.X86, 358) or (SystemCallNumbers.Arm, 387) or (SystemCallNumbers.Generic, 281) => Call.Execveat,
        (SystemCallNumbers.X64, 60 or 231) or (SystemCallNumbers.X86, 1 or 252) or (SystemCallNumbers.Arm, 1 or 248) or (SystemCallNumbers.Generic, 93 or 94) => Call.Exit,
        _ => Call.None,
    };
}
