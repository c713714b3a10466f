using System.CommandLine;
using Cleak.Analysis;
using Cleak.CommandLine;
using Cleak.Driver;
using Cleak.Findings;
using Cleak.Output;
using Cleak.Reporting;
using Cleak.Terminal;

namespace Cleak.Commands;

/// <summary><c>cleak analyze</c>: finds the defects of C programs and reports them.</summary>
internal sealed class AnalyzeCommand : Command, IHasExamples
{
    private readonly CommandContext context;
    private readonly InputOptions input = new();
    private readonly RuleOptions rules = new();

    private readonly Option<LibcProfile> libc = new GroupedOption<LibcProfile>(
        OptionGroup.Checks, "--libc", "Whose promises about the C library hold: 'posix' (the standard's, default), 'glibc' or 'musl'.")
    { HelpName = "NAME" };

    private readonly Option<int> posix = new GroupedOption<int>(
        OptionGroup.Checks, "--posix", "Which POSIX.1 says what is async-signal-safe: '2024' (default) or '2017'.")
    { HelpName = "YEAR", DefaultValueFactory = _ => 2024 };

    private readonly Option<string> notes = new GroupedOption<string>(
        OptionGroup.Checks, "--notes", "What to note of forked children and signal handlers besides: 'errno' (handlers that\nchange it), 'unknown' (calls of functions that are not seen), 'sig-atomic' (objects\nthat handlers share and that are no volatile sig_atomic_t), or several with commas.")
    { HelpName = "WHAT", DefaultValueFactory = _ => "" };

    private readonly ProjectOption project = new();

    private readonly Option<string[]> outputs = new GroupedOption<string[]>(
        OptionGroup.Report, "--output",
        "Write a report into FILE; '-' is standard output. Its kind is told by the name\n(.sarif, .txt) or before it: sarif=FILE, text=FILE, msvc=FILE. Can be given again.", "-o")
    { HelpName = "[KIND=]FILE", Arity = ArgumentArity.ZeroOrMore };

    private readonly Option<ReportKind> format = new GroupedOption<ReportKind>(
        OptionGroup.Report, "--format", "What goes to standard output: 'text' (as gcc and clang write), 'msvc' or 'sarif'.")
    { HelpName = "KIND" };

    private readonly Option<ColorChoice> color = SharedOptions.Color();

    private readonly Option<bool> quiet = new GroupedOption<bool>(
        OptionGroup.Report, "--quiet", "Nothing on the terminal but errors: reports go to --output alone.", "-q");

    private readonly Option<string> category = new GroupedOption<string>(
        OptionGroup.Report, "--category", "Tells apart several analyses of one commit, such as two configurations (SARIF).")
    { HelpName = "NAME", DefaultValueFactory = _ => "" };

    private readonly Option<FailLevel> failOn = new GroupedOption<FailLevel>(
        OptionGroup.Result, "--fail-on", "The least level that makes the exit code 1: 'error' (default), 'warning', 'note' or 'none'.")
    { HelpName = "LEVEL", DefaultValueFactory = _ => FailLevel.Error };

    private readonly Option<bool> exitZero = new GroupedOption<bool>(OptionGroup.Result, "--exit-zero", "Findings do not change the exit code.");

    private readonly Option<bool> strict = new GroupedOption<bool>(OptionGroup.Result, "--strict", "Exit code 3 when a file could not be analysed.");

    private readonly Option<bool> stats = new GroupedOption<bool>(OptionGroup.Debug, "--stats", "Print what was read, lowered and analysed, and the time it took.");

    public AnalyzeCommand(CommandContext context)
        : base("analyze", "Analyse C files and report what they leak, lose and misuse.")
    {
        this.context = context;
        input.AddTo(this);
        rules.AddTo(this);
        foreach (Option option in (Option[])[libc, posix, notes, project.Option, outputs, format, color, quiet, category, failOn, exitZero, strict, stats])
        {
            Options.Add(option);
        }

        SetAction(Run);
    }

    public bool TakesCompilerFlags => true;

    public IReadOnlyList<(string Line, string? Meaning)> Examples =>
    [
        ("cleak analyze", "the current folder, with its compile_commands.json if there is one"),
        ("cleak analyze src -p build", "a folder, as the database in 'build' compiles it"),
        ("cleak analyze a.c -- -Iinclude -DX=1", "a file, with flags of your own"),
        ("cleak analyze -o out.sarif", "a SARIF file beside the text"),
    ];

    private static PosixEdition Edition(int year) => year switch
    {
        2017 => PosixEdition.Posix2017,
        2024 => PosixEdition.Posix2024,
        _ => throw new UsageException($"--posix: '{year}' is no edition that cleak knows; '2017' or '2024'"),
    };

    private static SafetyNotes Notes(string names)
    {
        SafetyNotes notes = SafetyNotes.None;
        foreach (string name in names.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            notes |= name switch
            {
                "errno" => SafetyNotes.Errno,
                "unknown" => SafetyNotes.Unknown,
                "sig-atomic" => SafetyNotes.SigAtomic,
                _ => throw new UsageException($"--notes: '{name}' is nothing that cleak notes; 'errno', 'unknown' or 'sig-atomic'"),
            };
        }

        return notes;
    }

    private int Run(ParseResult parsed)
    {
        var request = new RunRequest
        {
            Load = input.Read(parsed, context.CompilerFlags),
            Rules = rules.Read(parsed),
            Safety = new SafetyProfile(parsed.GetValue(libc), Edition(parsed.GetValue(posix))) { Notes = Notes(parsed.GetValue(notes) ?? "") },
            Project = project.Read(parsed),
            Category = parsed.GetValue(category) ?? "",
        };
        var policy = new ExitPolicy(FailLevels.ToLevel(parsed.GetValue(failOn)), parsed.GetValue(exitZero), parsed.GetValue(strict));
        bool isQuiet = parsed.GetValue(quiet);
        var targets = OutputTargets.Read(parsed.GetValue(outputs) ?? [], parsed.GetValue(format), isQuiet);
        using var open = OutputSet.Open(targets);

        using var observer = new RunConsole(isQuiet);
        AnalysisResult result = AnalysisRun.Run(request, observer, context.Cancellation);
        RunStatistics counts = result.Report.Statistics;
        bool isInVain = counts.UnitsFailed == counts.Units;
        RunReport report = result.Report with { ExitCode = isInVain ? ExitCodes.Failure : ExitCodes.Of(result.Report.Findings, counts, policy) };
        observer.Finish();

        open.Write(report, SharedOptions.IsColorOn(parsed.GetValue(color)));
        if (parsed.GetValue(stats))
        {
            StatisticsText.Write(result, observer.Times, Console.Error);
        }

        if (isInVain)
        {
            Messages.Error("nothing could be analysed");
        }

        return report.ExitCode;
    }
}
