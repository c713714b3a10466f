using System.Collections.Frozen;

namespace Cleak.Frontend.Lowering;

/// <summary>Functions of the C library and the compiler that lowering must know even where their declarations say nothing.</summary>
internal static class WellKnownFunctions
{
    /// <summary>Control never comes back from these (C17 7.22.4, POSIX, the BSD err family, glibc's and newlib's assertion handlers).</summary>
    public static FrozenSet<string> NoReturn { get; } = FrozenSet.Create(
        StringComparer.Ordinal,
        "abort", "exit", "_exit", "_Exit", "quick_exit", "longjmp", "_longjmp", "siglongjmp", "__longjmp_chk", "pthread_exit", "thrd_exit",
        "__assert_fail", "__assert_perror_fail", "__assert", "__assert_rtn", "__assert_func", "__assert13", "_assert",
        "__stack_chk_fail", "__chk_fail", "__fortify_fail", "__pthread_unwind_next",
        "err", "errx", "verr", "verrx", "errc", "verrc", "__builtin_trap", "__builtin_abort", "__builtin_exit", "__builtin__exit",
        "__builtin_longjmp", "__builtin_unreachable", "__builtin_verbose_trap");

    /// <summary>These return a second time when something jumps to where they were called.</summary>
    public static FrozenSet<string> ReturnsTwice { get; } = FrozenSet.Create(
        StringComparer.Ordinal, "setjmp", "_setjmp", "sigsetjmp", "__sigsetjmp", "savectx", "vfork", "getcontext", "__builtin_setjmp");
}
