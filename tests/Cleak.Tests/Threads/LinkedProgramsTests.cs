using System.Text.Json;
using Cleak.Analysis;
using Cleak.Driver;
using Cleak.Findings;
using Cleak.Frontend.Compilation;
using Cleak.Rules;
using Cleak.Tests.Frontend;
using Xunit;

namespace Cleak.Tests.Threads;

/// <summary>Who has threads, and whose allocator it is, by what the build says of linking.</summary>
public sealed class LinkedProgramsTests : IDisposable
{
    private const string Child = """
        #include <stdlib.h>
        #include <unistd.h>
        #include <sys/wait.h>
        static int child(void)
        {
            pid_t pid = fork();
            if (pid == 0) { char *block = malloc(8); _exit(block == NULL); }
            return pid < 0 || waitpid(pid, NULL, 0) != pid;
        }

        """;

    private const string Library = """
        #include <pthread.h>
        #include <unistd.h>
        static void *work(void *unused) { for (;;) pause(); return unused; }
        void start(void) { pthread_t thread; if (pthread_create(&thread, NULL, work, NULL) == 0) pthread_detach(thread); }
        """;

    private readonly TemporaryTree tree = new();

    public LinkedProgramsTests()
    {
        tree.Write("app/main.c", Child + "void start(void);\nint main(void) { start(); return child(); }\n");
        tree.Write("lib/threads.c", Library);
        tree.Write("tool/main.c", Child + "int main(void) { return child(); }\n");
    }

    public void Dispose() => tree.Dispose();

    [Fact]
    public void A_library_of_another_folder_is_a_part_of_what_links_it()
    {
        (string File, Level Level, string Message) finding = Assert.Single(Findings(LibcProfile.Posix, "cc app/main.o lib/libthreads.a -o app/app", "cc tool/main.o -o tool/tool"));
        Assert.Equal((tree["app/main.c"], Level.Warning), (finding.File, finding.Level));
    }

    [Fact]
    public void What_nobody_links_is_a_library_of_its_own() => Assert.Empty(Findings(LibcProfile.Posix));

    [Theory]
    [InlineData("-ljemalloc", "jemalloc", Level.Error)]
    [InlineData("/opt/lib/libtcmalloc_minimal.so.4", "tcmalloc", Level.Error)]
    [InlineData("-Wl,-lmimalloc", "mimalloc", Level.Error)]
    [InlineData("-lm", "glibc", Level.Note)]
    public void An_allocator_that_is_linked_is_repaired_by_nobody(string library, string says, Level level)
    {
        (_, Level found, string message) = Assert.Single(Findings(LibcProfile.Glibc, $"cc app/main.o lib/libthreads.a {library} -o app/app", "cc tool/main.o -ljemalloc -o tool/tool"));
        Assert.Equal(level, found);
        Assert.Contains(says, message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_program_that_asks_jemalloc_has_it()
    {
        tree.Write("app/main.c", Child + "int mallctl(const char *, void *, size_t *, void *, size_t);\nvoid start(void);\nint main(void) { start(); mallctl(\"epoch\", 0, 0, 0, 0); return child(); }\n");
        (_, Level level, string message) = Assert.Single(Findings(LibcProfile.Musl, "cc app/main.o lib/libthreads.a -o app/app"));
        Assert.Equal(Level.Error, level);
        Assert.Contains("jemalloc", message, StringComparison.Ordinal);
    }

    private (string File, Level Level, string Message)[] Findings(LibcProfile libc, params string[] links)
    {
        IEnumerable<(string File, string Command)> entries =
        [
            ("app/main.c", "cc -c app/main.c -o app/main.o"), ("lib/threads.c", "cc -c lib/threads.c -o lib/threads.o"), ("tool/main.c", "cc -c tool/main.c -o tool/main.o"),
            .. links.Select(link => ("app/main.o", link)).Prepend(("lib/threads.o", "ar rcs lib/libthreads.a lib/threads.o")),
        ];
        string database = tree.Write("compile_commands.json", JsonSerializer.Serialize(entries.Select(entry => new { directory = tree.Root, file = entry.File, command = entry.Command })));
        var request = new LoadRequest { Input = new CompilationRequest { Paths = [database] }, Jobs = 1, InProcess = true };
        SourceLoad load = SourceLoad.Run(request, NoObserver.Instance, CancellationToken.None);
        ProgramFacts facts = ProgramAnalysis.Run(load.TranslationUnits, EngineLimits.Default, jobs: 1, SafetyProfile.Default with { Libc = libc }, images: load.Plan.Images);
        return [.. AllRules.Check(facts, ["CK2001"]).Select(finding => (load.Files[finding.Location.File].Path, finding.Level, finding.Message))];
    }
}
