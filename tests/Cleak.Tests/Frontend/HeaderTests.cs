using Cleak.Clang;
using Cleak.Frontend;
using Cleak.Frontend.Compilation;
using Cleak.Frontend.Headers;
using Cleak.Frontend.Parsing;
using Xunit;

namespace Cleak.Tests.Frontend;

public sealed class HeaderTests : IDisposable
{
    private static readonly HeaderOptions OwnBuiltins = new() { OwnBuiltins = true };
    private static readonly HeaderOptions OwnLibc = new() { OwnLibc = true };
    private static readonly HeaderOptions NothingOnDisk = new() { OwnBuiltins = true, OwnLibc = true };

    private readonly TemporaryTree tree = new();

    public static TheoryData<string, string> Dialects
    {
        get
        {
            var dialects = new TheoryData<string, string>();
            foreach (string standard in new[] { "gnu17", "c99", "gnu89", "c11", "gnu2x" })
            {
                foreach (string names in new[] { "ISO", "_GNU_SOURCE", "_POSIX_C_SOURCE=200809L" }) dialects.Add(standard, names);
            }
            return dialects;
        }
    }

    public void Dispose() => tree.Dispose();

    [Theory]
    [MemberData(nameof(Dialects))]
    public void All_own_headers_parse_together_in_any_order_and_dialect(string standard, string names)
    {
        string[] all = [.. OwnHeaders.Libc.Concat(OwnHeaders.Builtin).Select(NameOf).Where(name => name != "stdckdint.h").Distinct()];
        Assert.True(all.Length > 100, $"{all.Length} headers");
        foreach (IEnumerable<string> order in new[] { all, all.Reverse() })
        {
            string source = string.Concat(order.Select(name => $"#include <{name}>\n"));
            CompileCommand command = Parses.Command(tree.Write("all.c", source), "-std=" + standard, "-D" + names);
            AssertWhole(Parses.Facts(command, NothingOnDisk));
            AssertWhole(Parses.Facts(command, OwnLibc));
        }
    }

    [Fact]
    public void Each_own_header_parses_alone()
    {
        foreach (string name in OwnHeaders.Libc.Concat(OwnHeaders.Builtin).Select(NameOf))
            AssertWhole(Parses.Facts(Parses.Command(tree.Write("one.c", $"#include <{name}>\nint x;\n"), "-D_GNU_SOURCE"), NothingOnDisk));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Every_sample_parses_with_own_headers(bool ownLibc)
    {
        string[] samples = Directory.GetFiles(Path.Join(RepositoryRoot(), "native-samples"), "*.c", SearchOption.AllDirectories);
        Assert.NotEmpty(samples);
        HeaderSet headers = Parses.Headers(new HeaderOptions { OwnBuiltins = true, OwnLibc = ownLibc });
        List<string> broken = ParseThread.Run(() =>
        {
            using IndexHandle index = IndexHandle.Create();
            var parser = new UnitParser(index, headers);
            var notWhole = new List<string>();
            foreach (string sample in samples)
            {
                using ParsedUnit real = new UnitParser(index, Parses.Headers()).Parse(Parses.Command(sample, "-D_GNU_SOURCE"));
                using ParsedUnit own = parser.Parse(Parses.Command(sample, "-D_GNU_SOURCE"));
                // A sample may be broken on purpose; own headers must not break more of it.
                if (own.Facts.ErrorCount > real.Facts.ErrorCount) notWhole.Add($"{sample}: {own.Facts.Errors[0].Message}");
            }
            return notWhole;
        });
        Assert.Empty(broken);
    }

    [Theory]
    [InlineData("signal.h", "SIGALRM", 14)]
    [InlineData("fcntl.h", "O_CREAT | O_CLOEXEC", 524352)]
    [InlineData("sys/wait.h", "WNOHANG", 1)]
    [InlineData("pthread.h", "PTHREAD_CREATE_DETACHED", 1)]
    [InlineData("errno.h", "EAGAIN", 11)]
    [InlineData("pthread.h", "sizeof(pthread_mutex_t)", 40)]
    [InlineData("sys/stat.h", "sizeof(struct stat)", 144)]
    [InlineData("signal.h", "sizeof(siginfo_t)", 128)]
    [InlineData("limits.h", "PATH_MAX + (LONG_MAX == 9223372036854775807)", 4097)]
    [InlineData("stdint.h", "UINT64_MAX == 18446744073709551615u", 1)]
    [InlineData("float.h", "DBL_MANT_DIG", 53)]
    public void Own_and_real_headers_agree(string header, string expression, long value)
    {
        string source = $"#define _GNU_SOURCE\n#include <stddef.h>\n#include <{header}>\n_Static_assert(({expression} + 0LL) == {value}LL, \"\");\n";
        CompileCommand command = Parses.Command(tree.Write("value.c", source), "--target=x86_64-linux-gnu");
        AssertWhole(Parses.Facts(command, NothingOnDisk));
        if (SystemHeaders.Probe().LibcHeader is not null) AssertWhole(Parses.Facts(command));
    }

    [Fact]
    public void A_real_header_is_never_shadowed_and_a_missing_one_is_served()
    {
        tree.Write("include/stdlib.h", "#define REAL_STDLIB 1\ntypedef unsigned long size_t;\n");
        string source = "#include <stdlib.h>\n#include <pthread.h>\n#ifndef REAL_STDLIB\n#error shadowed\n#endif\npthread_t worker;\n";
        CompileCommand command = Parses.Command(tree.Write("a.c", source), "-isystem", tree["include"]) with { Target = "aarch64-unknown-nosuch" };
        UnitFacts facts = Parses.Facts(command);
        AssertWhole(facts);
        Assert.Contains("pthread.h", facts.StandInHeaders);
        Assert.DoesNotContain("stdlib.h", facts.StandInHeaders);
    }

    [Fact]
    public void Code_for_another_machine_parses_without_that_machines_headers()
    {
        string source = "#include <stdlib.h>\n#include <pthread.h>\n_Static_assert(sizeof(void *) == 4, \"\");\nvoid *p;\n";
        AssertWhole(Parses.Facts(Parses.Command(tree.Write("a.c", source), "--target=armv7-linux-gnueabihf-nosuchlibc")));
    }

    [Fact]
    public void Code_for_the_other_width_parses_with_this_widths_headers()
    {
        string source = "#include <stdio.h>\n#include <stdlib.h>\n#include <pthread.h>\n#include <limits.h>\n_Static_assert(sizeof(void *) == 4, \"\");\n";
        AssertWhole(Parses.Facts(Parses.Command(tree.Write("a.c", source), "--target=x86_64-linux-gnu", "-m32")));
    }

    [Fact]
    public void A_project_that_brings_its_own_library_still_gets_the_compilers_headers()
    {
        tree.Write("include/stdio.h", "int mine;\n");
        string source = "#include <stdio.h>\n#include <stddef.h>\n#include <stdarg.h>\nsize_t size; int *p = &mine; va_list list;\n";
        CompileCommand command = Parses.Command(tree.Write("a.c", source), "-nostdinc", "-I" + tree["include"]);
        AssertWhole(Parses.Facts(command));
        AssertWhole(Parses.Facts(command, OwnBuiltins));
    }

    [Fact]
    public void Resource_folders_are_matched_by_version()
    {
        LibClangLibrary library = LibClangLoader.Load(null);
        tree.Write("lib/clang/3.9/include/stddef.h", string.Empty);
        tree.Write($"lib/clang/{library.MajorVersion}.1.0/include/stddef.h", string.Empty);
        tree.Write("lib/libclang.so", string.Empty);
        Assert.Equal(tree[$"lib/clang/{library.MajorVersion}.1.0"], ResourceFolders.Find(tree["lib/libclang.so"], library.MajorVersion));
        Assert.Throws<FrontendException>(() => Parses.Headers(new HeaderOptions { ResourceFolder = tree["lib"] }));
    }

    private static string NameOf(UnsavedFile header) => header.Path[(header.Path.IndexOf('/', "/cleak-headers/".Length) + 1)..];

    private static void AssertWhole(UnitFacts facts) =>
        Assert.True(facts.IsWhole, facts.Failure ?? string.Join('\n', facts.Errors.Select(error => $"{error.Path}:{error.Line}: {error.Message}")));

    private static string RepositoryRoot()
    {
        string? folder = AppContext.BaseDirectory;
        while (folder is not null && !File.Exists(Path.Join(folder, "Analyzer.sln"))) folder = Path.GetDirectoryName(folder);
        return folder ?? throw new InvalidOperationException("the tests must run inside the repository");
    }
}
