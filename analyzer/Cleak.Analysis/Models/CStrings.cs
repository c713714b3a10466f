using System.Collections.Immutable;
using static Cleak.Analysis.ModelLanguage;

namespace Cleak.Analysis;

/// <summary>string.h and strings.h: ISO C, POSIX, and what glibc and the BSDs add.</summary>
public static class CStrings
{
    public static ImmutableArray<FunctionModel> Models { get; } =
    [
        // Copying and filling
        ReturnsArgument("memcpy", 0).Writes(0, bytes: 2).ReadsBytes(1, bytes: 2).As(Behavior.CopyBytes, 0, 1, 2),
        ReturnsArgument("memmove", 0).Writes(0, bytes: 2).ReadsBytes(1, bytes: 2).As(Behavior.CopyBytes, 0, 1, 2),
        ReturnsWithin("mempcpy", 0).Writes(0, bytes: 2).ReadsBytes(1, bytes: 2).As(Behavior.CopyBytes, 0, 1, 2).OnlyComputes(),
        Does("bcopy").ReadsBytes(0, bytes: 2).Writes(1, bytes: 2).As(Behavior.CopyBytes, 1, 0, 2).OnlyComputes(),
        FindsWithin("memccpy", 0).Writes(0, bytes: 3).Reads(1).OnlyComputes(),
        ReturnsArgument("memset", 0).Writes(0, bytes: 2).As(Behavior.FillBytes, 0, 1, 2),
        ReturnsArgument("memset_explicit", 0).Writes(0, bytes: 2).As(Behavior.FillBytes, 0, 1, 2).OnlyComputes(),
        Does("bzero").Writes(0, bytes: 1).As(Behavior.ZeroBytes, 0, 1).OnlyComputes(),
        Does("explicit_bzero").Writes(0, bytes: 1).As(Behavior.ZeroBytes, 0, 1).OnlyComputes(),
        Does("swab").ReadsBytes(0, bytes: 2).Writes(1, bytes: 2).OnlyComputes(),
        ReturnsArgument("memfrob", 0).Updates(0).OnlyComputes(),
        ReturnsArgument("strcpy", 0).Writes(0).Reads(1).As(Behavior.CopyString, 0, 1),
        ReturnsWithin("stpcpy", 0).Writes(0).Reads(1).As(Behavior.CopyString, 0, 1),
        ReturnsArgument("strncpy", 0).Writes(0, bytes: 2).Reads(1).As(Behavior.CopyStringPadded, 0, 1, 2),
        ReturnsWithin("stpncpy", 0).Writes(0, bytes: 2).Reads(1).As(Behavior.CopyStringPadded, 0, 1, 2),
        Returns("strlcpy", 0).Writes(0, bytes: 2).Reads(1).As(Behavior.CopyStringBounded, 0, 1, 2).OnlyComputes(),
        ReturnsArgument("strcat", 0).Updates(0).Reads(1).As(Behavior.AppendString, 0, 1),
        ReturnsArgument("strncat", 0).Updates(0).Reads(1).As(Behavior.AppendString, 0, 1, 2),
        Returns("strlcat", 0).Updates(0).Reads(1).OnlyComputes(),
        Returns("strxfrm", 0).WritesIfGiven(0, bytes: 2).Reads(1).AllocatesInside(),
        Returns("strxfrm_l", 0).WritesIfGiven(0, bytes: 2).Reads(1).AllocatesInside(),
        ReturnsArgument("strfry", 0).Updates(0),

        // Fresh copies
        DuplicatesString("strdup", 0).Reads(0).SetsErrno(),
        DuplicatesString("strndup", 0, limit: 1).Reads(0).SetsErrno(),

        // Lengths and comparisons
        Returns("strlen", 0).Reads(0).As(Behavior.StringLength, 0),
        Returns("strnlen", 0).Reads(0).As(Behavior.StringLength, 0, 1),
        Does("memcmp").ReadsBytes(0, bytes: 2).ReadsBytes(1, bytes: 2).Compares().Repeats(),
        Does("bcmp").ReadsBytes(0, bytes: 2).ReadsBytes(1, bytes: 2).OnlyComputes().Compares().Repeats(),
        Does("timingsafe_bcmp").ReadsBytes(0, bytes: 2).ReadsBytes(1, bytes: 2).OnlyComputes().Compares().Repeats(),
        Does("timingsafe_memcmp").ReadsBytes(0, bytes: 2).ReadsBytes(1, bytes: 2).OnlyComputes().Compares().Repeats(),
        Does("strcmp").Reads(0, 1).Compares().Repeats(),
        Does("strncmp").Reads(0, 1).Compares().Repeats(),
        Does("strcasecmp").Reads(0, 1).OnlyComputes().Compares().Repeats(),
        Does("strncasecmp").Reads(0, 1).OnlyComputes().Compares().Repeats(),
        Does("strcasecmp_l").Reads(0, 1).OnlyComputes().Compares(),
        Does("strncasecmp_l").Reads(0, 1).OnlyComputes().Compares(),
        Does("strcoll").Reads(0, 1).AllocatesInside().Compares(),
        Does("strcoll_l").Reads(0, 1).AllocatesInside().Compares(),
        Does("strverscmp").Reads(0, 1).OnlyComputes().Compares().Repeats(),
        Returns("strspn", 0).Reads(0, 1).Repeats(),
        Returns("strcspn", 0).Reads(0, 1).Repeats(),

        // Searching
        FindsWithin("memchr", 0).Reads(0).Repeats(),
        FindsWithin("memrchr", 0).Reads(0).OnlyComputes().Repeats(),
        ReturnsWithin("rawmemchr", 0).Reads(0).OnlyComputes(),
        FindsWithin("memmem", 0).Reads(0, 2).OnlyComputes(),
        FindsWithin("strchr", 0).Reads(0).Repeats(),
        FindsWithin("strrchr", 0).Reads(0).Repeats(),
        ReturnsWithin("strchrnul", 0).Reads(0).OnlyComputes(),
        FindsWithin("index", 0).Reads(0).OnlyComputes().Repeats(),
        FindsWithin("rindex", 0).Reads(0).OnlyComputes().Repeats(),
        FindsWithin("strpbrk", 0).Reads(0, 1).Repeats(),
        FindsWithin("strstr", 0).Reads(0, 1).Repeats(),
        FindsWithin("strcasestr", 0).Reads(0, 1).OnlyComputes().Repeats(),
        FindsWithin("strnstr", 0).Reads(0, 1).OnlyComputes().Repeats(),
        FindsWithin("strtok", 0).UpdatesIfGiven(0).Reads(1),
        FindsWithin("strtok_r", 0).UpdatesIfGiven(0).Reads(1).Updates(2),
        Does("strsep").Updates(0).Reads(1).As(Behavior.SplitString, 0).OnlyComputes(),

        // Names of errors and signals
        LendsAlways("strerror").AllocatesInside(),
        Does("strerror_r").Writes(1, bytes: 2).AllocatesInside(),
        LendsAlways("strerror_l").AllocatesInside(),
        Lends("strerrorname_np"),
        Lends("strerrordesc_np"),
        LendsAlways("strsignal").AllocatesInside(),
        Lends("sigabbrev_np"),
        Lends("sigdescr_np"),

        // Bits
        Computes("ffs", 0, 32),
        Computes("ffsl", 0, 64),
        Computes("ffsll", 0, 64),

        // Vectors of strings: argz.h
        ReturnsError("argz_create").Reads(0).AcquiresInto(1, "malloc", ResourceKind.Heap).Writes(2).As(Behavior.AllocateInto, 1).AllocatesInside(),
        ReturnsError("argz_create_sep").Reads(0).AcquiresInto(2, "malloc", ResourceKind.Heap).Writes(3).As(Behavior.AllocateInto, 2).AllocatesInside(),
        Returns("argz_count", 0).OnlyComputes(),
        Does("argz_extract").Writes(2).OnlyComputes(),
        Does("argz_stringify").Updates(0).OnlyComputes(),
        ReturnsError("argz_append").Updates(0, 1).As(Behavior.GrowInto, 0, 1).AllocatesInside(),
        ReturnsError("argz_add").Updates(0, 1).Reads(2).As(Behavior.GrowInto, 0, 1).AllocatesInside(),
        ReturnsError("argz_add_sep").Updates(0, 1).Reads(2).As(Behavior.GrowInto, 0, 1).AllocatesInside(),
        ReturnsError("argz_insert").Updates(0, 1).Reads(3).As(Behavior.GrowInto, 0, 1).AllocatesInside(),
        FindsWithin("argz_next", 0).OnlyComputes(),
    ];
}
