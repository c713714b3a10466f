using System.CommandLine;
using Cleak.Analysis;
using Cleak.CommandLine;

namespace Cleak.Commands;

/// <summary><c>cleak dump</c>: shows what the stages hand to each other.</summary>
internal sealed class DumpCommand : Command
{
    public DumpCommand(CommandContext context)
        : base("dump", "Show what cleak makes of C files, stage by stage.")
    {
        Subcommands.Add(new DumpIrCommand(context));
        Subcommands.Add(new DumpAnalysisCommand(context, "states", "Print the states of functions at their blocks.", ProgramAnalysis.DumpStates));
        Subcommands.Add(new DumpThreadsCommand(context));
        Subcommands.Add(new DumpAnalysisCommand(context, "summary", "Print the summaries of functions.", ProgramAnalysis.DumpSummary));
    }
}
