using System.Collections.Immutable;
using static Cleak.Analysis.ModelLanguage;

namespace Cleak.Analysis;

/// <summary>
/// ISO C (C23, N3220 clause 7) but for strings, streams, numbers and wide characters: allocation, the process, conversion,
/// characters, sorting, jumps, locale, time.
/// </summary>
public static class CStandardLibrary
{
    public static ImmutableArray<FunctionModel> Models { get; } =
    [
        // stdlib.h: memory
        Allocates("malloc", size: 0).SetsErrno(),
        AllocatesZeroed("calloc", count: 0, size: 1).SetsErrno(),
        Reallocates("realloc", block: 0, size: 1).SetsErrno(),
        Allocates("aligned_alloc", size: 1).SetsErrno(),
        Frees("free", 0),
        Frees("free_sized", 0),
        Frees("free_aligned_sized", 0),
        Does("memalignment"),

        // stdlib.h: the process
        NeverReturns("abort"),
        NeverReturns("exit").As(Behavior.Exit, 0).OnStdio().LocksProcess(),
        NeverReturns("_Exit").As(Behavior.ExitImmediately, 0),
        NeverReturns("quick_exit").As(Behavior.ExitImmediately, 0).AllocatesInside().LocksProcess(),
        ReturnsCode("atexit").As(Behavior.Callback, 0).Keeps(0).Reads(0).AllocatesInside().LocksProcess(),
        ReturnsCode("at_quick_exit").As(Behavior.Callback, 0).Keeps(0).Reads(0).AllocatesInside().LocksProcess(),
        Does("system").AllocatesInside().LocksProcess().SetsErrno(),
        Lends("getenv").Reads(0),
        Lends("secure_getenv").Reads(0),

        // stdlib.h: conversion
        Does("atof").Reads(0).OnlyComputes(),
        Does("atoi").Reads(0).OnlyComputes().GivesInput(),
        Does("atol").Reads(0).OnlyComputes().GivesInput(),
        Does("atoll").Reads(0).OnlyComputes().GivesInput(),
        Does("strtod").Reads(0).WritesIfGiven(1).SetsErrno().OnlyComputes(),
        Does("strtof").Reads(0).WritesIfGiven(1).SetsErrno().OnlyComputes(),
        Does("strtold").Reads(0).WritesIfGiven(1).SetsErrno().OnlyComputes(),
        Does("strtol").Reads(0).WritesIfGiven(1).SetsErrno().OnlyComputes().GivesInput(),
        Does("strtoll").Reads(0).WritesIfGiven(1).SetsErrno().OnlyComputes().GivesInput(),
        Does("strtoul").Reads(0).WritesIfGiven(1).SetsErrno().OnlyComputes().GivesInput(),
        Does("strtoull").Reads(0).WritesIfGiven(1).SetsErrno().OnlyComputes().GivesInput(),
        ReturnsCount("strfromd").WritesIfGiven(0, bytes: 1).Reads(2),
        ReturnsCount("strfromf").WritesIfGiven(0, bytes: 1).Reads(2),
        ReturnsCount("strfroml").WritesIfGiven(0, bytes: 1).Reads(2),
        Does("strtoimax").Reads(0).WritesIfGiven(1).SetsErrno().OnlyComputes().GivesInput(),
        Does("strtoumax").Reads(0).WritesIfGiven(1).SetsErrno().OnlyComputes().GivesInput(),

        // stdlib.h: numbers, sorting, searching
        Computes("abs"),
        Computes("labs"),
        Computes("llabs"),
        Computes("imaxabs"),
        Computes("div"),
        Computes("ldiv"),
        Computes("lldiv"),
        Computes("imaxdiv"),
        Returns("rand", 0, int.MaxValue).LocksProcess(),
        Does("srand").LocksProcess(),
        Does("qsort").Updates(0).Calls(3).AllocatesInside(),
        FindsWithin("bsearch", 1).Reads(0).Calls(4).OnlyComputes(),

        // ctype.h
        Computes("isalnum"),
        Computes("isalpha"),
        Computes("isblank"),
        Computes("iscntrl"),
        Computes("isdigit"),
        Computes("isgraph"),
        Computes("islower"),
        Computes("isprint"),
        Computes("ispunct"),
        Computes("isspace"),
        Computes("isupper"),
        Computes("isxdigit"),
        Computes("tolower"),
        Computes("toupper"),

        // setjmp.h
        Does("setjmp").Writes(0).As(Behavior.SetJump).OnlyComputes(),
        NeverReturns("longjmp").Reads(0).As(Behavior.LongJump),

        // signal.h
        Does("signal").Keeps(1).As(Behavior.SignalInstall, 0, 1).SetsErrno(),
        ReturnsCode("raise").As(Behavior.SignalSend, 0),

        // locale.h
        Lends("setlocale").AllocatesInside().LocksProcess(),
        LendsAlways("localeconv"),

        // time.h
        Returns("clock", -1),
        Computes("difftime"),
        Returns("mktime", long.MinValue).Updates(0).AllocatesInside().LocksProcess().SetsErrno(),
        Returns("timegm", long.MinValue).Updates(0).AllocatesInside().LocksProcess().SetsErrno(),
        Returns("time", -1).WritesIfGiven(0).SetsErrno(),
        Does("timespec_get").Writes(0),
        Does("timespec_getres").WritesIfGiven(0),
        Lends("asctime").Reads(0),
        Lends("ctime").Reads(0).AllocatesInside().LocksProcess(),
        Lends("gmtime").Reads(0).AllocatesInside().LocksProcess().SetsErrno(),
        Lends("localtime").Reads(0).AllocatesInside().LocksProcess().SetsErrno(),
        Returns("strftime", 0).Writes(0, bytes: 1).Reads(2, 3).AllocatesInside(),

        // fenv.h
        Does("feclearexcept"),
        Does("fegetexceptflag").Writes(0),
        Does("feraiseexcept"),
        Does("fesetexcept"),
        Does("fesetexceptflag").Reads(0),
        Does("fetestexcept"),
        Does("fetestexceptflag").Reads(0),
        Does("fegetround"),
        Does("fesetround"),
        Does("fegetmode").Writes(0),
        Does("fesetmode"),
        Does("fegetenv").Writes(0),
        Does("feholdexcept").Writes(0),
        Does("fesetenv"),
        Does("feupdateenv"),
        Does("feenableexcept"),
        Does("fedisableexcept"),
        Does("fegetexcept"),

        // stdatomic.h: what the generic functions are made of stays with the compiler; these are functions
        Does("atomic_thread_fence").OnlyEntersKernel(),
        Does("atomic_signal_fence").OnlyEntersKernel(),
        Does("atomic_flag_test_and_set").Updates(0).OnlyEntersKernel(),
        Does("atomic_flag_test_and_set_explicit").Updates(0).OnlyEntersKernel(),
        Does("atomic_flag_clear").Writes(0).OnlyEntersKernel(),
        Does("atomic_flag_clear_explicit").Writes(0).OnlyEntersKernel(),
    ];
}
