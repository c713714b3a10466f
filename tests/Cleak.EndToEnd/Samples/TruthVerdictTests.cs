using Cleak.Tests.Samples;
using Xunit;

namespace Cleak.EndToEnd.Samples;

public sealed class TruthVerdictTests
{
    private static readonly EvidenceKind[] Memory = [EvidenceKind.LostBlock, EvidenceKind.IndirectlyLostBlock, EvidenceKind.InvalidRelease];

    [Theory]
    [InlineData("f(); // expect: CK4001", EvidenceKind.LostBlock)]
    [InlineData("f(); // gap: MemoryLeak", EvidenceKind.LostBlock)]
    [InlineData("f(); // expect: CK4001", EvidenceKind.IndirectlyLostBlock)]
    [InlineData("f(); // expect: CK4003", EvidenceKind.InvalidRelease)]
    [InlineData("f();", EvidenceKind.IndirectlyLostBlock)]
    [InlineData("f(); // ok: CK4003 // expect: CK4001", EvidenceKind.LostBlock)]
    public void A_defect_that_happens_is_true(string source, EvidenceKind kind) =>
        Assert.Empty(Differences(source, At(kind, 9, 1)));

    [Theory]
    [InlineData("f(); // expect: CK4001", "did not happen")]
    [InlineData("f(); // gap: CK4003", "did not happen")]
    [InlineData("f(); // expect: CK1002", "no run watches for it")]
    [InlineData("f(); // expect: CK9999", "no run watches for it")]
    public void A_defect_that_is_not_seen_is_untrue(string source, string difference) =>
        Assert.StartsWith(difference, Assert.Single(Differences(source)), StringComparison.Ordinal);

    [Fact]
    public void A_defect_of_another_line_or_kind_proves_nothing()
    {
        Assert.Equal(2, Differences("f(); // expect: CK4001", At(EvidenceKind.LostBlock, 2)).Count);
        Assert.Equal(2, Differences("f(); // expect: CK4001", At(EvidenceKind.InvalidRelease, 1)).Count);
    }

    [Theory]
    [InlineData("f(); // ok: CK4001")]
    [InlineData("f(); // noise: CK4001")]
    public void What_is_called_right_must_not_happen(string source) =>
        Assert.Contains(Differences(source, At(EvidenceKind.LostBlock, 1)), text => text.StartsWith("happened all the same", StringComparison.Ordinal));

    [Fact]
    public void What_nobody_announces_is_told() =>
        Assert.StartsWith("not announced", Assert.Single(Differences("f();", At(EvidenceKind.LostBlock, 1))), StringComparison.Ordinal);

    [Fact]
    public void A_block_that_realloc_left_alone_was_allocated_anywhere() =>
        Assert.Empty(Differences("f(); // expect: CK3001", At(EvidenceKind.LostByRealloc, 1), At(EvidenceKind.LostBlock, 7)));

    [Fact]
    public void A_log_of_memcheck_is_read()
    {
        const string Log = """
            ==7== Invalid read of size 4
            ==7==    at 0x1091D9: length_of (bad.c:30)
            ==7==    by 0x1099AD: main (bad.c:99)
            ==7==  Address 0x4a7d040 is 0 bytes inside a block of size 16 free'd
            ==7==    at 0x484317B: free (vg_replace_malloc.c:872)
            ==7==    by 0x1091D4: last_id (bad.c:29)
            ==7== 
            ==7== Invalid free() / delete / delete[] / realloc()
            ==7==    at 0x484317B: free (in /usr/libexec/valgrind/vgpreload_memcheck.so)
            ==7==    by 0x109278: parse (bad.c:41)
            ==7==  Address 0x4a7d040 is 0 bytes inside a block of size 16 free'd
            ==7==    by 0x1091D4: parse (bad.c:40)
            ==7== 
            ==7== FILE DESCRIPTORS: 4 open (3 std) at exit.
            ==7== Open file descriptor 3: /dev/null
            ==7==    at 0x496F0C3: open (in /usr/lib/libc.so.6)
            ==7==    by 0x109166: load (bad.c:12)
            ==7== 
            ==7== Open file descriptor 2:
            ==7==    <inherited from parent>
            ==7== 
            ==7== 12 (4 direct, 8 indirect) bytes in 1 blocks are definitely lost in loss record 1 of 14
            ==7==    at 0x48407B4: malloc (vg_replace_malloc.c:381)
            ==7==    by 0x10946E: session_open (bad.c:91)
            ==7== 
            ==7== 8 bytes in 1 blocks are indirectly lost in loss record 2 of 14
            ==7==    by 0x10946E: session_open (bad.c:92)
            ==7== 
            """;
        Assert.Equal(
            [
                "InvalidAccess at bad.c:30 < bad.c:99",
                "InvalidRelease at bad.c:41",
                "OpenDescriptor at bad.c:12",
                "LostBlock at vg_replace_malloc.c:381 < bad.c:91",
                "IndirectlyLostBlock at bad.c:92",
            ],
            MemoryTool.Parse(Log).Select(evidence => evidence.ToString()));
    }

    [Fact]
    public void An_access_behind_a_block_is_told_with_the_allocation_of_that_block()
    {
        const string Log = """
            ==7== Invalid write of size 1
            ==7==    at 0x48417B4: strcpy (vg_replace_strmem.c:553)
            ==7==    by 0x109AAA: copy (bad.c:20)
            ==7==  Address 0x4a7d048 is 0 bytes after a block of size 8 alloc'd
            ==7==    at 0x48407B4: malloc (vg_replace_malloc.c:381)
            ==7==    by 0x109A9D: copy (bad.c:17)
            ==7== 
            ==7== Conditional jump or move depends on uninitialised value(s)
            ==7==    at 0x109BBB: start (bad.c:31)
            ==7== 
            """;
        Assert.Equal(
            [
                "Overrun at vg_replace_strmem.c:553 < bad.c:20 < vg_replace_malloc.c:381 < bad.c:17",
                "UninitializedUse at bad.c:31",
            ],
            MemoryTool.Parse(Log).Select(evidence => evidence.ToString()));
    }

    [Theory]
    [InlineData("    #0 pthread_create ../../../src/libsanitizer/tsan/tsan_interceptors_posix.cpp:1001 (libtsan.so.2+0x5e686)")]
    [InlineData("    #0 pthread_create <null> (libtsan.so.2+0x5e686)")]
    [InlineData("    #0 0x1097 in __wrap_pthread_create /truth/latestart.c:30")]
    public void A_thread_is_told_by_where_it_was_created_below_the_frames_of_the_sanitizer(string own)
    {
        string log = $"""
            WARNING: ThreadSanitizer: data race (pid=7)
              Write of size 4 at 0x7fffffffe4ac by main thread:
                #0 loop /samples/bad.c:46 (program+0x401451)

              Thread T1 (tid=9, finished) created by main thread at:
            {own}
                #1 loop /samples/bad.c:47 (program+0x40142b)
                #2 main /samples/bad.c:100 (program+0x40177f)

            SUMMARY: ThreadSanitizer: data race /samples/bad.c:46 in loop
            WARNING: ThreadSanitizer: thread leak (pid=7)
              Thread T2 (tid=10, finished) created by main thread at:
            {own}
                #1 main /samples/bad.c:101 (program+0x40177f)

            """;
        Evidence evidence = Assert.Single(SanitizerTool.Parse(log, "ThreadSanitizer: data race", EvidenceKind.Race));
        Assert.EndsWith("bad.c:47 < bad.c:100", evidence.ToString(), StringComparison.Ordinal);
    }

    private static IReadOnlyList<string> Differences(string source, params Evidence[] evidence)
    {
        Sample sample = new("bad.c", [SampleFile.Parse("/samples/bad.c", source)]);
        return TruthVerdict.Differences(sample.Expectations, [.. Memory, EvidenceKind.LostByRealloc], evidence);
    }

    private static Evidence At(EvidenceKind kind, params int[] lines) =>
        new(kind, [.. lines.Select(line => new SourceLine("bad.c", line))]);
}
