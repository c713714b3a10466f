using System.CommandLine;
using Cleak.Clang;
using Cleak.Driver;
using Cleak.Driver.Units;
using Cleak.Driver.Workers;

namespace Cleak.Commands;

/// <summary>
/// <c>cleak worker</c>: what the analyzer starts of itself to parse and lower in a process that may crash. No command for people.
/// </summary>
internal sealed class WorkerProcessCommand : Command
{
    public WorkerProcessCommand()
        : base(SourceLoad.WorkerCommandName, "Reads C files for another cleak.")
    {
        Hidden = true;
        Option<string?> libClang = new("--libclang");
        Option<string?> resourceFolder = new("--resource-dir");
        Option<bool> ownBuiltins = new("--own-builtins");
        Option<bool> ownLibc = new("--own-libc");
        Option<string[]> visible = new("--visible");
        Argument<string> requests = new("requests");
        Argument<string> answers = new("answers");
        foreach (Option option in (Option[])[libClang, resourceFolder, ownBuiltins, ownLibc, visible])
        {
            Options.Add(option);
        }

        Arguments.Add(requests);
        Arguments.Add(answers);
        SetAction(parsed =>
        {
            var options = new UnitWorkerOptions
            {
                LibClang = parsed.GetValue(libClang),
                Headers = new() { ResourceFolder = parsed.GetValue(resourceFolder), OwnBuiltins = parsed.GetValue(ownBuiltins), OwnLibc = parsed.GetValue(ownLibc) },
                VisibleFolders = parsed.GetValue(visible) is { Length: > 0 } folders ? [.. folders] : null,
            };

            // The parser recurses as deep as the source nests: it gets a deep stack.
            return ParseThread.Run(() => WorkerLoop.Run(parsed.GetRequiredValue(requests), parsed.GetRequiredValue(answers), () => UnitWorker.Start(options)));
        });
    }
}
