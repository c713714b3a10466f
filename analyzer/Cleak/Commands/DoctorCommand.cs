using System.CommandLine;
using System.Runtime.InteropServices;
using Cleak.Clang;
using Cleak.CommandLine;
using Cleak.Driver;
using Cleak.Frontend;
using Cleak.Frontend.Compilation;
using Cleak.Frontend.Headers;
using Cleak.Reporting;

namespace Cleak.Commands;

/// <summary><c>cleak doctor</c>: what the analyzer finds on this machine, and what it would do with the given path.</summary>
internal sealed class DoctorCommand : Command
{
    public DoctorCommand()
        : base("doctor", "Say what cleak finds on this machine: libclang, headers, compilation database, processors.")
    {
        var input = new InputOptions();
        Argument<string> path = new("PATH") { Description = "The C file or folder that is to be analysed; the current folder if none is named.", DefaultValueFactory = _ => "." };
        Arguments.Add(path);
        foreach (Option option in (Option[])[input.Database, input.LibClang, input.ResourceFolder, input.OwnBuiltins, input.OwnLibc])
        {
            Options.Add(option);
        }

        SetAction(parsed => Examine(parsed, input, parsed.GetRequiredValue(path)));
    }

    private static int Examine(ParseResult parsed, InputOptions input, string path)
    {
        TextWriter output = parsed.InvocationConfiguration.Output;
        LibClangSearch search = LibClangSearch.Run(parsed.GetValue(input.LibClang));
        SystemHeaders system = SystemHeaders.Probe();

        Line(output, "cleak", $"{ToolIdentity.Version}, {AppContext.BaseDirectory}");
        Line(output, ".NET", $"{RuntimeInformation.FrameworkDescription}, {RuntimeInformation.RuntimeIdentifier}");
        Line(output, "processors", $"{Environment.ProcessorCount}");
        foreach (LibClangLibrary refused in search.Refused)
        {
            Line(output, "libclang", $"not used: {refused.Path}: {refused.Refusal}");
        }

        Line(output, "libclang", search.Found is { } found ? $"{found.VersionText}, {found.Path}" : "none that is fit");
        if (search.Found is { } library)
        {
            var headers = HeaderSet.Choose(input.ReadHeaders(parsed), library, system);
            Line(output, "compiler headers", headers.ResourceFolder is { } folder ? $"clang's, {folder}" : "cleak's own (stddef.h, stdarg.h, …): clang's are not installed");
            Line(output, "libc headers", headers.IsWithoutSystemLibc ? "cleak's own: the system has none" : $"the system's, {Path.GetDirectoryName(system.LibcHeader)}; cleak's own for what is missing");
        }

        Line(output, "flags", Flags(path, parsed.GetValue(input.Database)));
        if (search.Found is null)
        {
            Messages.Error(search.Explain());
            return ExitCodes.Failure;
        }

        return ExitCodes.Success;
    }

    private static string Flags(string path, string? named)
    {
        try
        {
            if (named == CompilationRequest.NoDatabase)
            {
                return "guessed, as asked";
            }

            var canonical = new CanonicalPaths();
            FoundDatabase? found = named is null ? DatabaseSearch.FindFor(canonical.Of(path)) : DatabaseSearch.FindNamed(named, canonical);
            return found switch
            {
                null => "guessed: no compile_commands.json or compile_flags.txt at or above the path ('bear -- make' writes one)",
                { IsFlagsFile: true } => found.Path,
                _ => $"{found.Path}, {CompilationDatabase.Load(found.Path).Entries.Length} entries",
            };
        }
        catch (FrontendException problem)
        {
            return problem.Message;
        }
    }

    private static void Line(TextWriter output, string what, string value) => output.WriteLine($"{what + ":",-18}{value}");
}
