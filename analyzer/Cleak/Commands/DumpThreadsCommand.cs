using System.CommandLine;
using Cleak.Analysis;
using Cleak.CommandLine;
using Cleak.Driver;
using Cleak.Driver.Units;
using Cleak.Reporting;

namespace Cleak.Commands;

/// <summary><c>cleak dump threads</c>: who creates threads, what they run, and who joins or detaches them.</summary>
internal sealed class DumpThreadsCommand : Command, IHasExamples
{
    public DumpThreadsCommand(CommandContext context)
        : base("threads", "Print the thread graph: creations with what they run, hand over and keep, and who joins or detaches.")
    {
        var input = new InputOptions();
        input.AddTo(this);
        var format = new GroupedOption<string>(OptionGroup.Report, "--format", "How it is printed: 'text', or 'dot' for Graphviz.") { HelpName = "FORMAT", DefaultValueFactory = _ => "text" };
        format.AcceptOnlyFromAmong("text", "dot");
        Options.Add(format);
        SetAction(parsed =>
        {
            LoadRequest request = input.Read(parsed, context.CompilerFlags);
            SourceLoad load = SourceLoad.Run(request, NoObserver.Instance, context.Cancellation);
            LoadedUnit[] failed = [.. load.Units.Where(unit => unit.Failure is not null)];
            foreach (LoadedUnit unit in failed)
            {
                Messages.Error($"{unit.Command.File}: not read: {unit.Failure}");
            }

            ProgramFacts facts = ProgramAnalysis.Run(load.TranslationUnits, EngineLimits.Default, request.Jobs, images: load.Plan.Images);
            string PathOf(int file) => Path.GetRelativePath(Environment.CurrentDirectory, load.Files[file].Path);
            parsed.InvocationConfiguration.Output.Write(parsed.GetRequiredValue(format) == "dot" ? ThreadGraphText.Draw(facts, PathOf) : ThreadGraphText.Print(facts, PathOf));
            return failed.Length > 0 ? ExitCodes.Failure : ExitCodes.Success;
        });
    }

    public bool TakesCompilerFlags => true;

    public IReadOnlyList<(string Line, string? Meaning)> Examples => [("cleak dump threads src", null), ("cleak dump threads src --format dot | dot -Tsvg -o threads.svg", null)];
}
