using System.Collections.Immutable;
using static Cleak.Analysis.ModelLanguage;

namespace Cleak.Analysis;

/// <summary>
/// Allocators that a program links beside or in place of the C library's: jemalloc(3), gperftools' tcmalloc, mimalloc. Under a
/// prefix each is a family of its own; jemalloc's further calls (mallocx) work on the same blocks as its malloc.
/// </summary>
public static class Allocators
{
    public static ImmutableArray<FunctionModel> Models { get; } = [.. Table().Select(model => model.Is(CallTraits.RepairsNothing))];

    /// <summary>The allocator that a library by this name puts in the place of the C library's malloc; null for other libraries.</summary>
    /// <param name="library">Without <c>lib</c> and ending: <c>tcmalloc_minimal</c>.</param>
    public static string? TakesPlace(string library)
    {
        string name = library.Split('_', '-', '.')[0];
        return name is "jemalloc" or "tcmalloc" or "mimalloc" ? name : null;
    }

    /// <summary>
    /// The allocator that has this function under its own name, where it has malloc's, too; null for others. jemalloc with a prefix has them all under it.
    /// </summary>
    public static string? WitnessOf(string function) => function switch
    {
        "mallctl" or "mallctlnametomib" or "mallctlbymib" or "mallocx" or "rallocx" or "dallocx" or "sdallocx" => "jemalloc",
        _ when function.StartsWith("MallocExtension_", StringComparison.Ordinal) => "tcmalloc",
        _ => null,
    };

    private static FunctionModel[] Table() =>
    [
        // jemalloc, with its prefix and without
        .. Standard("je_", "je_malloc"),
        .. Extended("", "malloc"),
        .. Extended("je_", "je_malloc"),
        Returns("je_malloc_usable_size", 0).OnlyComputes(),
        Does("je_malloc_stats_print").CallsIfGiven(0).WritesDeepIfGiven(1).AllocatesInside(),
        Does("malloc_stats_print").CallsIfGiven(0).WritesDeepIfGiven(1).AllocatesInside(),
        ReturnsError("je_mallctl").Reads(0).WritesIfGiven(1).UpdatesIfGiven(2).AllocatesInside(),
        ReturnsError("mallctl").Reads(0).WritesIfGiven(1).UpdatesIfGiven(2).AllocatesInside(),

        // tcmalloc
        .. Standard("tc_", "tc_malloc"),
        Returns("tc_malloc_size", 0).OnlyComputes(),

        // mimalloc
        .. Standard("mi_", "mi_malloc"),
        AllocatesZeroed("mi_zalloc", size: 0, family: "mi_malloc"),
        DuplicatesString("mi_strdup", 0, family: "mi_malloc"),
        DuplicatesString("mi_strndup", 0, limit: 1, family: "mi_malloc"),
        Frees("mi_free_size", 0, "mi_malloc"),
        Frees("mi_free_aligned", 0, "mi_malloc"),
        Allocates("mi_malloc_aligned", size: 0, family: "mi_malloc"),
        Returns("mi_usable_size", 0).OnlyComputes(),
    ];

    private static FunctionModel[] Standard(string prefix, string family) =>
    [
        Allocates(prefix + "malloc", size: 0, family: family),
        AllocatesZeroed(prefix + "calloc", count: 0, size: 1, family: family),
        Reallocates(prefix + "realloc", block: 0, size: 1, family: family),
        Allocates(prefix + "memalign", size: 1, family: family),
        Allocates(prefix + "aligned_alloc", size: 1, family: family),
        Allocates(prefix + "valloc", size: 0, family: family),
        ReturnsError(prefix + "posix_memalign").AcquiresInto(0, family, ResourceKind.Heap).As(Behavior.AllocateInto, 0, 2).AllocatesInside(),
        Frees(prefix + "free", 0, family),
    ];

    private static FunctionModel[] Extended(string prefix, string family) =>
    [
        Allocates(prefix + "mallocx", size: 0, family: family),
        Reallocates(prefix + "rallocx", block: 0, size: 1, family: family),
        Returns(prefix + "xallocx", 0).Reads(0).AllocatesInside(),
        Returns(prefix + "sallocx", 0).Reads(0),
        Frees(prefix + "dallocx", 0, family).Reads(0),
        Frees(prefix + "sdallocx", 0, family).Reads(0),
        Computes(prefix + "nallocx"),
    ];
}
