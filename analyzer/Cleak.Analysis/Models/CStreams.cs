using System.Collections.Immutable;
using static Cleak.Analysis.ModelLanguage;

namespace Cleak.Analysis;

/// <summary>
/// stdio.h: ISO C, POSIX and glibc. A stream's buffer is allocated on its first use and a stream's lock is its own, which is why
/// all of this enters the allocator, but takes no lock that lasts.
/// </summary>
public static class CStreams
{
    public static ImmutableArray<FunctionModel> Models { get; } =
    [
        // Opening and closing
        OpensStream("fopen").Reads(0, 1),
        OpensStream("fdopen").Reads(1).KeepsOnSuccess(0),
        ReturnsArgumentOrNull("freopen", 2).Reads(1, 2).Keeps(2).OnStdio().SetsErrno(),
        OpensStream("tmpfile"),
        OpensStream("fmemopen").Reads(2).Keeps(0),
        OpensStream("open_memstream").Keeps(0, 1).AcquiresInto(0, "malloc", ResourceKind.Heap).Writes(1),
        OpensStream("open_wmemstream").Keeps(0, 1).AcquiresInto(0, "malloc", ResourceKind.Heap).Writes(1),
        OpensStream("fopencookie").Keeps(0).Reads(1),
        ReturnsStatus("fclose").Releases(0, "fopen", ResourceKind.Stream).OnStdio(),
        ReturnsStatus("fcloseall").OnStdio(),
        OpensStream("popen", family: "popen").Reads(0, 1).LocksProcess(),
        Returns("pclose", -1).Releases(0, "popen", ResourceKind.Stream).OnStdio().LocksProcess().SetsErrno(),

        // The stream itself
        ReturnsStatus("fflush").OnStdio(),
        ReturnsStatus("fflush_unlocked").OnStdio(),
        Does("setbuf").Reads(0).Keeps(1),
        Does("setbuffer").Reads(0).Keeps(1),
        Does("setlinebuf").Reads(0),
        ReturnsCode("setvbuf").Reads(0).Keeps(1).AllocatesInside(),
        ReturnsCount("fileno").Reads(0).As(Behavior.StreamNumber, 0),
        ReturnsCount("fileno_unlocked").Reads(0).As(Behavior.StreamNumber, 0),
        Does("clearerr").Reads(0),
        Does("clearerr_unlocked").Reads(0),
        Does("feof").Reads(0),
        Does("feof_unlocked").Reads(0).OnlyComputes(),
        Does("ferror").Reads(0),
        Does("ferror_unlocked").Reads(0).OnlyComputes(),
        Does("flockfile").Reads(0).As(Behavior.Lock, 0),
        ReturnsCode("ftrylockfile").Reads(0).As(Behavior.TryLock, 0),
        Does("funlockfile").Reads(0).As(Behavior.Unlock, 0),
        ReturnsStatus("fseek").Reads(0).OnStdio(),
        ReturnsStatus("fseeko").Reads(0).OnStdio(),
        ReturnsCount("ftell").Reads(0).OnStdio(),
        ReturnsCount("ftello").Reads(0).OnStdio(),
        Does("rewind").Reads(0).OnStdio(),
        ReturnsStatus("fgetpos").Reads(0).Writes(1).OnStdio(),
        ReturnsStatus("fsetpos").Reads(0, 1).OnStdio(),
        Does("fwide").Reads(0).AllocatesInside(),
        Returns("__fbufsize", 0).Reads(0),
        Returns("__fpending", 0).Reads(0),
        Does("__freading").Reads(0),
        Does("__fwriting").Reads(0),
        Does("__freadable").Reads(0),
        Does("__fwritable").Reads(0),
        Does("__flbf").Reads(0),
        Does("__fpurge").Reads(0),
        Does("__fsetlocking").Reads(0),
        Does("_flushlbf").OnStdio(),

        // Characters, lines, blocks: in
        Returns("fgetc", -1, 255).Reads(0).OnStdio(),
        Returns("fgetc_unlocked", -1, 255).Reads(0).OnStdio(),
        Returns("getc", -1, 255).Reads(0).OnStdio(),
        Returns("getc_unlocked", -1, 255).Reads(0).OnStdio(),
        Returns("getchar", -1, 255).OnStdio(),
        Returns("getchar_unlocked", -1, 255).OnStdio(),
        Returns("_IO_getc", -1, 255).Reads(0).OnStdio(),
        Returns("__uflow", -1, 255).Reads(0).OnStdio(),
        Returns("getw", int.MinValue, int.MaxValue).Reads(0).OnStdio().GivesInput(),
        Returns("ungetc", -1, 255).Reads(1).OnStdio(),
        ReturnsArgumentOrNull("fgets", 0).Writes(0, bytes: 1).Reads(2).OnStdio(),
        ReturnsArgumentOrNull("fgets_unlocked", 0).Writes(0, bytes: 1).Reads(2).OnStdio(),
        ReturnsArgumentOrNull("gets", 0).Writes(0).OnStdio(),
        Returns("fread", 0).Writes(0, bytes: 1, times: 2).Reads(3).OnStdio().FillsInput(),
        Returns("fread_unlocked", 0).Writes(0, bytes: 1, times: 2).Reads(3).OnStdio().FillsInput(),
        ReturnsCount("getline").Updates(0, 1).Reads(2).As(Behavior.GrowInto, 0, 1).OnStdio(),
        ReturnsCount("getdelim").Updates(0, 1).Reads(3).As(Behavior.GrowInto, 0, 1).OnStdio(),
        ReturnsCount("__getdelim").Updates(0, 1).Reads(3).As(Behavior.GrowInto, 0, 1).OnStdio(),

        // Characters, lines, blocks: out
        Returns("fputc", -1, 255).Reads(1).OnStdio(),
        Returns("fputc_unlocked", -1, 255).Reads(1).OnStdio(),
        Returns("putc", -1, 255).Reads(1).OnStdio(),
        Returns("putc_unlocked", -1, 255).Reads(1).OnStdio(),
        Returns("putchar", -1, 255).OnStdio(),
        Returns("putchar_unlocked", -1, 255).OnStdio(),
        Returns("_IO_putc", -1, 255).Reads(1).OnStdio(),
        Returns("__overflow", -1, 255).Reads(0).OnStdio(),
        Returns("putw", int.MinValue, int.MaxValue).Reads(1).OnStdio(),
        ReturnsCount("fputs").Reads(0, 1).OnStdio(),
        ReturnsCount("fputs_unlocked").Reads(0, 1).OnStdio(),
        ReturnsCount("puts").Reads(0).OnStdio(),
        Returns("fwrite", 0).ReadsBytes(0, bytes: 1, times: 2).KeepsContents(0).Reads(3).OnStdio(),
        Returns("fwrite_unlocked", 0).ReadsBytes(0, bytes: 1, times: 2).KeepsContents(0).Reads(3).OnStdio(),

        // Formatted: out
        ReturnsCount("printf").Reads(0).OnStdio(),
        ReturnsCount("vprintf").Reads(0).OnStdio(),
        ReturnsCount("fprintf").Reads(0, 1).OnStdio(),
        ReturnsCount("vfprintf").Reads(0, 1).OnStdio(),
        ReturnsCount("dprintf").Reads(1).OnStdio(),
        ReturnsCount("vdprintf").Reads(1).OnStdio(),
        Returns("sprintf", 0, int.MaxValue).Writes(0).Reads(1).As(Behavior.FormatInto, 0, 1).AllocatesInside(),
        Returns("vsprintf", 0, int.MaxValue).Writes(0).Reads(1).As(Behavior.FormatInto, 0, 1).AllocatesInside(),
        Returns("snprintf", 0, int.MaxValue).WritesIfGiven(0, bytes: 1).Reads(2).As(Behavior.FormatInto, 0, 2, 1).AllocatesInside(),
        Returns("vsnprintf", 0, int.MaxValue).WritesIfGiven(0, bytes: 1).Reads(2).As(Behavior.FormatInto, 0, 2, 1).AllocatesInside(),
        ReturnsCount("asprintf").AcquiresInto(0, "malloc", ResourceKind.Heap).Reads(1).As(Behavior.AllocateInto, 0).AllocatesInside(),
        ReturnsCount("vasprintf").AcquiresInto(0, "malloc", ResourceKind.Heap).Reads(1).As(Behavior.AllocateInto, 0).AllocatesInside(),
        Returns("parse_printf_format", 0).Reads(0).WritesArrayIfGiven(2),

        // Formatted: in
        ReturnsCount("scanf").Reads(0).WritesFrom(1).OnStdio().FillsInput(),
        ReturnsCount("vscanf").Reads(0).WritesArgumentsOf(1).OnStdio().FillsInput(),
        ReturnsCount("fscanf").Reads(0, 1).WritesFrom(2).OnStdio().FillsInput(),
        ReturnsCount("vfscanf").Reads(0, 1).WritesArgumentsOf(2).OnStdio().FillsInput(),
        ReturnsCount("sscanf").Reads(0, 1).WritesFrom(2).AllocatesInside().FillsInput(),
        ReturnsCount("vsscanf").Reads(0, 1).WritesArgumentsOf(2).AllocatesInside().FillsInput(),

        // Messages
        Does("perror").OnStdio(),
        Does("psignal").OnStdio(),
        Does("psiginfo").Reads(0).OnStdio(),

        // Files by name
        ReturnsStatus("remove").Reads(0).OnlyEntersKernel(),
        ReturnsStatus("rename").Reads(0, 1),
        ReturnsStatus("renameat").Reads(1, 3),
        ReturnsStatus("renameat2").Reads(1, 3).OnlyEntersKernel(),
        Does("tmpnam").WritesIfGiven(0),
        ReturnsArgumentOrNull("tmpnam_r", 0).Writes(0),
        AllocatesResult("tempnam").SetsErrno(),
        Does("ctermid").WritesIfGiven(0),
        Does("cuserid").WritesIfGiven(0).AllocatesInside(),
    ];
}
