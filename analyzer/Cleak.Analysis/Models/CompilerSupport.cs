using System.Collections.Immutable;
using static Cleak.Analysis.ModelLanguage;

namespace Cleak.Analysis;

/// <summary>Functions that macros and compilers call and nobody writes: errno's place, assert's end, the character tables, stack protection.</summary>
public static class CompilerSupport
{
    public static ImmutableArray<FunctionModel> Models { get; } =
    [
        // errno and its like
        LendsAlways("__errno_location").Is(CallTraits.ErrnoAddress).OnlyEntersKernel(),
        LendsAlways("___errno_location").Is(CallTraits.ErrnoAddress).OnlyEntersKernel(),
        LendsAlways("__errno").Is(CallTraits.ErrnoAddress).OnlyEntersKernel(),
        LendsAlways("__error").Is(CallTraits.ErrnoAddress).OnlyEntersKernel(),
        LendsAlways("__h_errno_location").OnlyEntersKernel(),
        LendsAlways("__res_state"),

        // ctype.h's tables
        LendsAlways("__ctype_b_loc").OnlyEntersKernel(),
        LendsAlways("__ctype_tolower_loc").OnlyEntersKernel(),
        LendsAlways("__ctype_toupper_loc").OnlyEntersKernel(),
        Returns("__ctype_get_mb_cur_max", 1, 16),
        Computes("isascii"),
        Computes("toascii"),
        Computes("isctype"),

        // assert
        NeverReturns("__assert_fail").OnStdio(),
        NeverReturns("__assert_perror_fail").OnStdio(),
        NeverReturns("__assert").OnStdio(),
        NeverReturns("__assert_rtn").OnStdio(),
        NeverReturns("__assert_func").OnStdio(),
        NeverReturns("__assert2").OnStdio(),

        // Stack and buffer protection
        NeverReturns("__stack_chk_fail"),
        NeverReturns("__chk_fail"),
        NeverReturns("__fortify_fail").Reads(0),
        Computes("__fdelt_chk"),
        Computes("__fdelt_warn"),

        // Start and end of the process
        ReturnsCode("__cxa_atexit").As(Behavior.Callback, 0, 1).Keeps(0, 1).AllocatesInside().LocksProcess(),
        ReturnsCode("__cxa_thread_atexit_impl").As(Behavior.Callback, 0, 1).Keeps(0, 1).AllocatesInside(),
        Does("__cxa_finalize").AllocatesInside().LocksProcess(),

        // glibc's string conversions with a grouping flag
        Does("__strtol_internal").Reads(0).WritesIfGiven(1).SetsErrno(),
        Does("__strtoul_internal").Reads(0).WritesIfGiven(1).SetsErrno(),
        Does("__strtoll_internal").Reads(0).WritesIfGiven(1).SetsErrno(),
        Does("__strtoull_internal").Reads(0).WritesIfGiven(1).SetsErrno(),
        Does("__strtod_internal").Reads(0).WritesIfGiven(1).SetsErrno(),

        // A parallel region of OpenMP, by the name that lowering gives it and as gcc's code calls it; its threads wait for the next one behind it (libgomp)
        Does("#pragma omp parallel").CreatesThreads(),
        Does("GOMP_parallel").CreatesThreads(),

        // obstack.h: what its macros call. Chunks come from the program's own allocator, by the obstack's fields.
        Returns("_obstack_begin", 0, 1).Writes(0).Keeps(3, 4).AllocatesInside(),
        Returns("_obstack_begin_1", 0, 1).Writes(0).Keeps(3, 4, 5).AllocatesInside(),
        Does("_obstack_newchunk").WritesDeep(0).AllocatesInside(),
        Returns("_obstack_allocated_p", 0, 1).Reads(0),
        Returns("_obstack_memory_used", 0).Reads(0),
        Does("obstack_free").WritesDeep(0).AllocatesInside(),
        ReturnsCount("obstack_printf").WritesDeep(0).Reads(1).AllocatesInside(),
        ReturnsCount("obstack_vprintf").WritesDeep(0).Reads(1).AllocatesInside(),
    ];
}
