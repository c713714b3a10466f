using System.CommandLine;
using Cleak.Commands;

namespace Cleak.CommandLine;

/// <summary>All commands, one file each in <c>Commands</c>.</summary>
internal static class CommandTree
{
    public static RootCommand Make(CommandContext context)
    {
        var root = new RootCommand("cleak finds memory that C programs never give back, above all where threads, forks and signals are.");
        root.Subcommands.Add(new AnalyzeCommand(context));
        root.Subcommands.Add(new RulesCommand());
        root.Subcommands.Add(new ExplainCommand());
        root.Subcommands.Add(new ThreadsCommand(context));
        root.Subcommands.Add(new DumpCommand(context));
        root.Subcommands.Add(new DoctorCommand());
        root.Subcommands.Add(new VersionCommand());
        root.Subcommands.Add(new WorkerProcessCommand());
        HelpWriter.Install(root);
        foreach (Option option in root.Options.OfType<VersionOption>())
        {
            option.Description = "Print the version.";
        }

        return root;
    }
}
