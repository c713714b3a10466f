using Cleak.Findings;
using Cleak.Ir;

namespace Cleak.Tests.Reporting;

/// <summary>
/// A report with everything that a writer can meet: several threads, calls, lines in several scripts, a path with a blank,
/// links, a fix, suppressed findings, notifications.
/// </summary>
public static class SampleReport
{
    public static RuleDescriptor ThreadLeak { get; } = new()
    {
        Id = "CK1001",
        Name = "DetachedThreadLeak",
        Title = "Detached thread leaks memory",
        ShortDescription = "A detached thread allocates memory that nobody releases.",
        Explanation = """
            A detached thread has no one who waits for it, so what it does not release itself is lost
            **each time** it runs. See [CK1002](CK1002.md) and [the manual](https://man7.org/linux/man-pages/).

            ## Example

            ```c
            static void *worker(void *arg)
            {
                char *name = malloc(100); /* *never* released */

                return NULL;
            }
            ```

            ## What to do

            1. Call `free(name)` before each `return`.
            2. Or keep the block in a structure that outlives the thread and is released by whoever owns that
               structure.

            - Not reported: memory that is still named by a global.
            """,
        DefaultLevel = Level.Error,
        Precision = Precision.VeryHigh,
        Cwe = [401, 772],
        Cert = ["MEM31-C"],
        Tags = ["memory", "concurrency"],
        Since = "0.1.0",
        SecuritySeverity = 5.5,
    };

    public static RuleDescriptor LostBlock { get; } = new()
    {
        Id = "CK3001",
        Name = "ReallocLosesBlock",
        Title = "Block lost when realloc fails",
        ShortDescription = "The only pointer to a block is overwritten by the result of realloc.",
        Explanation = "When realloc fails it returns `NULL` and leaves the old block alone: nothing names it any more.",
        DefaultLevel = Level.Warning,
        Precision = Precision.High,
        Cwe = [401],
        Tags = ["memory"],
        Since = "0.1.0",
    };

    public static RuleDescriptor ExitLeak { get; } = new()
    {
        Id = "CK4010",
        Name = "LeakAtExit",
        Title = "Memory held at exit",
        ShortDescription = "Memory is still held where the process ends.",
        Explanation = "The system takes it back.",
        DefaultLevel = Level.Note,
        Precision = Precision.Medium,
        Since = "0.2.0",
        EnabledByDefault = false,
    };

    private const string QueueSource =
        "#include <pthread.h>\n" +
        "#include <stdlib.h>\n" +
        "\n" +
        "struct job { char *name; };\n" +
        "\n" +
        "static struct job *take(void)\n" +
        "{\n" +
        "    /* größer als 日本 😀 */ struct job *job = malloc(sizeof *job);\n" +
        "    return job;\n" +
        "}\n" +
        "\n" +
        "static void *worker(void *arg)\n" +
        "{\n" +
        "\tstruct job *job = take();\n" +
        "\tif (!arg) return NULL;\n" +
        "    free(job);\n" +
        "    return NULL;\n" +
        "}\n" +
        "\n" +
        "int main(void)\n" +
        "{\n" +
        "    pthread_t id;\n" +
        "    pthread_create(&id, NULL, worker, NULL);\n" +
        "    pthread_detach(id);\n" +
        "    pthread_exit(NULL);\n" +
        "}\n";

    private const string BufferSource =
        "#include <stdlib.h>\r\n" +
        "void *grow(void *p, size_t n)\r\n" +
        "{\r\n" +
        "    p = realloc(p, n);\r\n" +
        "    return p; /* cleak-suppress CK3001: p is static */\r\n" +
        "}\r\n";

    private static FlowThread Worker { get; } = new(1, "worker");

    public static (RunReport Report, ISourceText Sources) Create()
    {
        var sources = new SampleSources();
        int buffer = sources.Add("src/buffer.c", BufferSource);
        int queue = sources.Add("src/job queue.c", QueueSource);
        int broken = sources.Add("src/défaut.c", "int x\n");
        int header = sources.Add("/usr/include/stdlib.h", (byte[]?)null);

        Finding leak = new(
            ThreadLeak,
            sources.Span(queue, 8, "malloc(sizeof *job)"),
            "'job' is allocated in the detached thread 'worker' and never released: it is lost [at this return](1).")
        {
            Function = "take",
            FingerprintParts = ["job"],
            RelatedLocations = [new RelatedLocation(1, sources.Span(queue, 15, "return NULL"), "'job' is lost here")],
            CodeFlow = new CodeFlow(
            [
                Step(sources.Span(queue, 23, "pthread_create"), "'worker' is started as a thread", "main", FlowStepKinds.Spawn),
                Step(sources.Span(queue, 14, "take()"), "calls 'take'", "worker", FlowStepKinds.Call, Worker, Importance.Unimportant),
                Step(sources.Span(queue, 8, "malloc(sizeof *job)"), "a block is allocated, 'job' names it", "take", FlowStepKinds.Acquire, Worker, Importance.Essential, 2),
                Step(sources.Span(queue, 9, "return"), "returns to 'worker'", "take", FlowStepKinds.Return, Worker, Importance.Unimportant, 2),
                Step(sources.Span(queue, 24, "pthread_detach(id)"), "the thread is detached", "main", FlowStepKinds.Detach),
                Step(sources.Span(queue, 15, "!arg"), "'arg' is NULL", "worker", FlowStepKinds.Branch | FlowStepKinds.True, Worker),
                Step(sources.Span(queue, 15, "return NULL"), "the last name of the block goes out of scope", "worker", FlowStepKinds.Lost | FlowStepKinds.Defect, Worker, Importance.Essential),
            ]),
        };

        SourceSpan call = sources.Span(buffer, 4, "realloc(p, n)");
        Finding lost = new(LostBlock, call, "'p' is overwritten by the result of 'realloc'. When it fails, the old block is lost.")
        {
            Function = "grow",
            CodeFlow = new CodeFlow([Step(call, "fails and returns NULL", "grow", FlowStepKinds.Lost)]),
            RelatedLocations = [new RelatedLocation(1, new SourceSpan(header, 550, 14, 21), "'realloc' is declared here")],
            Fixes =
            [
                new Fix(
                    "Keep the old pointer until realloc has succeeded.",
                    [
                        new Replacement(sources.Span(buffer, 4, "p = "), "void *q = "),
                        new Replacement(call with { Column = call.EndColumn + 1, EndColumn = call.EndColumn + 1 }, " if (q) p = q;"),
                    ]),
            ],
        };

        Finding suppressed = lost with
        {
            Message = "'p' is overwritten.",
            Fixes = [],
            RelatedLocations = [],
            Suppressions = [new Suppression(SuppressionKind.InSource, "p is static", sources.Span(buffer, 5, "cleak-suppress CK3001"))],
        };

        var report = new RunReport
        {
            Tool = new ToolInfo(
                "cleak",
                "cleak static analyzer",
                "0.1.0",
                new Uri("https://example.org/cleak"),
                new Uri("https://example.org/cleak/docs/rules/")),
            Rules = [LostBlock, ThreadLeak],
            Files = sources.Table,
            Findings = [suppressed, leak, lost],
            Notifications =
            [
                new Notification(ToolRules.FunctionNotAnalysedWhole, sources.Span(buffer, 2, "grow"), "'grow' has more paths than its budget allows.") { Function = "grow" },
                new Notification(ToolRules.UnitNotAnalysed, new SourceSpan(broken, 1, 6, 6), "The unit could not be parsed: expected ';' after top level declarator."),
                new Notification(ToolRules.UnusedSuppression, new SourceSpan(buffer, 0, 0, 0), "'cleak-suppress-begin' has no end."),
            ],
            Statistics = new RunStatistics { Units = 3, UnitsFailed = 1, Programs = 1, Functions = 4, FunctionsOverBudget = 1 },
            ExitCode = 1,
            Category = "linux x64",
        };
        return (report, sources);
    }

    /// <summary>The same report as another machine could have put it together: files numbered and findings listed backwards.</summary>
    public static RunReport Shuffle(RunReport report)
    {
        int count = report.Files.Files.Length;
        SourceSpan Renumber(SourceSpan span) => span.IsNone ? span : span with { File = count + 1 - span.File };

        return report with
        {
            Files = new FileTable([.. report.Files.Files.Reverse()]),
            Rules = [.. report.Rules.Reverse()],
            Findings =
            [
                .. report.Findings.Reverse().Select(finding => finding with
                {
                    Location = Renumber(finding.Location),
                    RelatedLocations = [.. finding.RelatedLocations.Select(related => related with { Location = Renumber(related.Location) })],
                    CodeFlow = new CodeFlow([.. finding.CodeFlow.Steps.Select(step => step with { Location = Renumber(step.Location) })]),
                    Suppressions = [.. finding.Suppressions.Select(suppression => suppression with { Location = Renumber(suppression.Location) })],
                    Fixes = [.. finding.Fixes.Select(fix => fix with
                    {
                        Replacements = [.. fix.Replacements.Select(replacement => replacement with { Location = Renumber(replacement.Location) })],
                    })],
                }),
            ],
            Notifications = [.. report.Notifications.Reverse().Select(notification => notification with { Location = Renumber(notification.Location) })],
        };
    }

    private static FlowStep Step(
        SourceSpan place,
        string text,
        string function,
        FlowStepKinds kinds,
        FlowThread? thread = null,
        Importance importance = Importance.Important,
        int nesting = 1) =>
        new(place, text)
        {
            Function = function,
            Kinds = kinds,
            Thread = thread ?? FlowThread.Main,
            Importance = importance,
            Nesting = nesting,
        };
}
