using System.Text;
using Cleak.Findings;
using Cleak.Ir;
using Cleak.Reporting.Text;
using Xunit;

namespace Cleak.Tests.Reporting;

public sealed class TextReportTests
{
    [Fact]
    public void Reads_like_a_compiler_and_tells_the_path()
    {
        (RunReport report, ISourceText sources) = SampleReport.Create();

        Assert.Equal(
            """
            src/buffer.c:4:9: warning: 'p' is overwritten by the result of 'realloc'. When it fails, the old block is lost [CK3001]
                4 |     p = realloc(p, n);
                  |         ^~~~~~~~~~~~~
            src/buffer.c:4:9: note: (1) fails and returns NULL
                4 |     p = realloc(p, n);
                  |         ^~~~~~~~~~~~~
            /usr/include/stdlib.h:550:14: note: 'realloc' is declared here
            src/buffer.c:4:9: note: fix: Keep the old pointer until realloc has succeeded

            src/job queue.c:8:54: error: 'job' is allocated in the detached thread 'worker' and never released: it is lost at this return [CK1001]
                8 |     /* größer als 日本 😀 */ struct job *job = malloc(sizeof *job);
                  |                                                ^~~~~~~~~~~~~~~~~~~
            src/job queue.c:23:5: note: (1) [main] 'worker' is started as a thread
               23 |     pthread_create(&id, NULL, worker, NULL);
                  |     ^~~~~~~~~~~~~~
            src/job queue.c:14:20: note: (2)     [worker] calls 'take'
               14 |         struct job *job = take();
                  |                           ^~~~~~
            src/job queue.c:8:54: note: (3)       [worker] a block is allocated, 'job' names it
                8 |     /* größer als 日本 😀 */ struct job *job = malloc(sizeof *job);
                  |                                                ^~~~~~~~~~~~~~~~~~~
            src/job queue.c:9:5: note: (4)       [worker] returns to 'worker'
                9 |     return job;
                  |     ^~~~~~
            src/job queue.c:24:5: note: (5) [main] the thread is detached
               24 |     pthread_detach(id);
                  |     ^~~~~~~~~~~~~~~~~~
            src/job queue.c:15:6: note: (6)     [worker] 'arg' is NULL
               15 |         if (!arg) return NULL;
                  |             ^~~~
            src/job queue.c:15:12: note: (7)     [worker] the last name of the block goes out of scope
               15 |         if (!arg) return NULL;
                  |                   ^~~~~~~~~~~

            src/défaut.c:1:6: warning: The unit could not be parsed: expected ';' after top level declarator [CK9002]

            2 findings (1 error, 1 warning), 1 suppressed.
            Analysed 2 of 3 units with 4 functions in 1 program; not analysed: 1 unit; not on every path: 1 function.

            """,
            Write(report, sources, new TextStyle()));
    }

    [Fact]
    public void Can_be_brief_in_the_way_of_another_compiler()
    {
        (RunReport report, ISourceText sources) = SampleReport.Create();
        var style = new TextStyle
        {
            Dialect = TextDialect.Msvc,
            SourceLines = false,
            Steps = Importance.Essential,
            Notifications = Level.Note,
            Summary = false,
            PathOf = file => "../" + file.Path,
        };

        Assert.Equal(
            """
            ../src/buffer.c(4,9): warning CK3001: 'p' is overwritten by the result of 'realloc'. When it fails, the old block is lost
            ..//usr/include/stdlib.h(550,14): note: 'realloc' is declared here
            ../src/buffer.c(4,9): note: fix: Keep the old pointer until realloc has succeeded
            ../src/job queue.c(8,54): error CK1001: 'job' is allocated in the detached thread 'worker' and never released: it is lost at this return
            ../src/job queue.c(8,54): note: (3)       [worker] a block is allocated, 'job' names it
            ../src/job queue.c(15,12): note: (7)     [worker] the last name of the block goes out of scope
            ../src/buffer.c: note CK9001: 'cleak-suppress-begin' has no end
            ../src/buffer.c(2,7): note CK9003: 'grow' has more paths than its budget allows
            ../src/défaut.c(1,6): warning CK9002: The unit could not be parsed: expected ';' after top level declarator

            """,
            Write(report, sources, style));
    }

    [Fact]
    public void Without_steps_the_related_places_are_left()
    {
        (RunReport report, ISourceText sources) = SampleReport.Create();

        string text = Write(report, sources, new TextStyle { Steps = null, SourceLines = false });

        Assert.Contains("src/job queue.c:15:12: note: 'job' is lost here\n", text, StringComparison.Ordinal);
        Assert.DoesNotContain("(1)", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Colours_go_around_the_words_and_change_none()
    {
        (RunReport report, ISourceText sources) = SampleReport.Create();

        string colored = Write(report, sources, new TextStyle { Color = true });

        Assert.Contains("\e[1msrc/buffer.c:4:9:\e[0m \e[1;35mwarning:\e[0m \e[1m'p' is overwritten", colored, StringComparison.Ordinal);
        Assert.Equal(
            Write(report, sources, new TextStyle()),
            System.Text.RegularExpressions.Regex.Replace(colored, "\e\\[[0-9;]*m", ""));
    }

    [Fact]
    public void Nothing_in_a_source_steers_the_terminal()
    {
        var sources = new SampleSources();
        int file = sources.Add("a\e[2J.c", "/*\e]0;title\a \u202E *//*e\u0301*/free(p);\n");
        SourceSpan span = sources.Span(file, 1, "free(p)");

        string text = Write(ReportOf(sources, new Finding(SampleReport.LostBlock, span, "'\e[31m' is lost.")), sources, new TextStyle { Summary = false });

        Assert.Equal(
            "a<U+001B>[2J.c:1:27: warning: '<U+001B>[31m' is lost [CK3001]\n" +
            "    1 | /*<U+001B>]0;title<U+0007> <U+202E> *//*e\u0301*/free(p);\n" +
            "      |                                            ^~~~~~~\n\n",
            text);
    }

    [Fact]
    public void A_place_without_text_and_a_finding_without_place_are_told_all_the_same()
    {
        var sources = new SampleSources();
        int gone = sources.Add("gone.c", (byte[]?)null);
        int changed = sources.Add("changed.c", "one line\n");
        int generated = sources.Add("generated.c", new string('x', 1000));

        string text = Write(
            ReportOf(
                sources,
                new Finding(SampleReport.LostBlock, new SourceSpan(gone, 3, 1, 2), "Lost."),
                new Finding(SampleReport.LostBlock, new SourceSpan(changed, 30, 1, 2), "Lost."),
                new Finding(SampleReport.LostBlock, new SourceSpan(generated, 1, 500, 501), "Lost."),
                new Finding(SampleReport.LostBlock, SourceSpan.None, "Lost.")),
            sources,
            new TextStyle { Summary = false });

        Assert.Equal(
            "warning: Lost [CK3001]\n\n" +
            "changed.c:30:1: warning: Lost [CK3001]\n\n" +
            "generated.c:1:500: warning: Lost [CK3001]\n\n" +
            "gone.c:3:1: warning: Lost [CK3001]\n\n",
            text);
    }

    public static TheoryData<RunStatistics, string> Statistics => new()
    {
        { new RunStatistics { Units = 1, Functions = 1, Programs = 1 }, "Analysed 1 unit with 1 function in 1 program." },
        { new RunStatistics { Units = 1, UnitsFailed = 1 }, "Analysed 0 of 1 unit with 0 functions; not analysed: 1 unit." },
        {
            new RunStatistics { Units = 9, UnitsFailed = 2, Programs = 3, Functions = 40, FunctionsDamaged = 5, FunctionsOverBudget = 6, UnsupportedConstructs = 7 },
            "Analysed 7 of 9 units with 40 functions in 3 programs; not analysed: 2 units, 5 functions with errors; " +
            "not on every path: 6 functions; not understood: 7 constructs."
        },
    };

    [Theory]
    [MemberData(nameof(Statistics))]
    public void The_summary_says_what_was_not_analysed(RunStatistics statistics, string expected)
    {
        var sources = new SampleSources();

        Assert.Equal("No findings.\n" + expected, RunSummary.Of(ReportOf(sources) with { Statistics = statistics }));
    }

    [Fact]
    public void Files_in_another_order_make_no_other_report()
    {
        (RunReport report, ISourceText sources) = SampleReport.Create();
        var style = new TextStyle { Notifications = Level.Note };

        Assert.Equal(Write(report, sources, style), Write(SampleReport.Shuffle(report), sources, style));
    }

    private static RunReport ReportOf(SampleSources sources, params Finding[] findings) =>
        SampleReport.Create().Report with { Files = sources.Table, Findings = [.. findings], Notifications = [] };

    private static string Write(RunReport report, ISourceText sources, TextStyle style)
    {
        using var output = new MemoryStream();
        new TextReportWriter(style).Write(report, sources, output);
        return Encoding.UTF8.GetString(output.ToArray());
    }
}
