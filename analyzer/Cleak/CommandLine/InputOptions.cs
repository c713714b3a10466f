using System.CommandLine;
using System.Globalization;
using Cleak.Driver;
using Cleak.Driver.Workers;
using Cleak.Frontend.Compilation;
using Cleak.Frontend.Headers;

namespace Cleak.CommandLine;

/// <summary>What every command that reads C files is told: which files, how they are compiled, who reads them.</summary>
internal sealed class InputOptions
{
    public Argument<string[]> Paths { get; } = new("PATH")
    {
        Description = "A C file, a folder (every .c file below it) or a compile_commands.json. The current folder if none is named.",
        Arity = ArgumentArity.ZeroOrMore,
    };

    public Option<string?> Database { get; } = new GroupedOption<string?>(
        OptionGroup.Build, "--compile-commands",
        "The compilation database: a file, or the folder it is in; 'none' to use none.\nWithout this the nearest one upward from PATH is taken, also from build folders.", "-p")
    { HelpName = "DB" };

    public Option<string[]> Trusted { get; } = new GroupedOption<string[]>(
        OptionGroup.Build, "--trust", "A further folder that flags of the database may name. Can be given again.")
    { HelpName = "FOLDER", Arity = ArgumentArity.ZeroOrMore };

    public Option<string?> LibClang { get; } = new GroupedOption<string?>(
        OptionGroup.Build, "--libclang", "The libclang to use (a file or a folder) in place of the one that is found;\nCLEAK_LIBCLANG says the same.")
    { HelpName = "PATH" };

    public Option<string?> ResourceFolder { get; } = new GroupedOption<string?>(
        OptionGroup.Build, "--resource-dir", "The folder whose 'include' holds clang's own headers.")
    { HelpName = "FOLDER" };

    public Option<bool> OwnBuiltins { get; } = new GroupedOption<bool>(
        OptionGroup.Build, "--own-builtins", "Use cleak's own compiler headers (stddef.h, …) even where clang's exist.");

    public Option<bool> OwnLibc { get; } = new GroupedOption<bool>(
        OptionGroup.Build, "--own-libc", "Use cleak's own C library headers even where the system's exist.");

    public Option<int> Jobs { get; } = new GroupedOption<int>(
        OptionGroup.Performance, "--jobs", "How much is done at the same time; as many as there are processors if not given.", "-j")
    { HelpName = "N", DefaultValueFactory = _ => Environment.ProcessorCount };

    public Option<bool> InProcess { get; } = new GroupedOption<bool>(
        OptionGroup.Performance, "--in-process", "Parse in this process: no worker processes start, and a crash of libclang ends the run.");

    public Option<double> UnitTimeout { get; } = new GroupedOption<double>(
        OptionGroup.Performance, "--unit-timeout", "Seconds that reading one file may take before it is given up; large files get more.")
    { HelpName = "S", DefaultValueFactory = _ => WorkTimeout.Default.Base.TotalSeconds };

    public void AddTo(Command command)
    {
        command.Arguments.Add(Paths);
        foreach (Option option in (Option[])[Database, Trusted, LibClang, ResourceFolder, OwnBuiltins, OwnLibc, Jobs, InProcess, UnitTimeout])
        {
            command.Options.Add(option);
        }
    }

    /// <summary>What is to be read, and how.</summary>
    /// <param name="compilerFlags">What stood behind <c>--</c>.</param>
    public LoadRequest Read(ParseResult parsed, IReadOnlyList<string> compilerFlags)
    {
        string[] paths = parsed.GetValue(Paths) ?? [];
        int jobs = parsed.GetValue(Jobs);
        double seconds = parsed.GetValue(UnitTimeout);
        if (jobs < 1)
        {
            throw new UsageException(string.Create(CultureInfo.InvariantCulture, $"--jobs {jobs}: at least one is needed"));
        }

        if (seconds is not (> 0 and < 1e6))
        {
            throw new UsageException("--unit-timeout must be a number of seconds above 0");
        }

        return new LoadRequest
        {
            Input = new CompilationRequest
            {
                Paths = paths.Length == 0 ? ["."] : [.. paths],
                Database = parsed.GetValue(Database),
                Flags = [.. compilerFlags],
                TrustedFolders = [.. parsed.GetValue(Trusted) ?? []],
            },
            LibClang = parsed.GetValue(LibClang),
            Headers = ReadHeaders(parsed),
            Jobs = jobs,
            InProcess = parsed.GetValue(InProcess),
            Timeout = new WorkTimeout(TimeSpan.FromSeconds(seconds)),
        };
    }

    public HeaderOptions ReadHeaders(ParseResult parsed) => new()
    {
        ResourceFolder = parsed.GetValue(ResourceFolder),
        OwnBuiltins = parsed.GetValue(OwnBuiltins),
        OwnLibc = parsed.GetValue(OwnLibc),
    };
}
