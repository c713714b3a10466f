using System.CommandLine;
using Cleak.Analysis;
using Cleak.CommandLine;
using Cleak.Driver;
using Cleak.Driver.Units;
using Cleak.Ir;
using Cleak.Reporting;

namespace Cleak.Commands;

/// <summary><c>cleak dump states</c> and <c>cleak dump summary</c>: what the analysis knows of functions.</summary>
internal sealed class DumpAnalysisCommand : Command, IHasExamples
{
    public DumpAnalysisCommand(
        CommandContext context,
        string name,
        string description,
        Func<IReadOnlyList<TranslationUnit>, EngineLimits, Func<LinkedFunction, bool>, string> dump)
        : base(name, description)
    {
        var input = new InputOptions();
        input.AddTo(this);
        var function = new GroupedOption<string?>(OptionGroup.Report, "--function", "Only this function; all of them if none is named.") { HelpName = "NAME" };
        Options.Add(function);
        SetAction(parsed =>
        {
            SourceLoad load = SourceLoad.Run(input.Read(parsed, context.CompilerFlags), NoObserver.Instance, context.Cancellation);
            LoadedUnit[] failed = [.. load.Units.Where(unit => unit.Failure is not null)];
            foreach (LoadedUnit unit in failed)
            {
                Messages.Error($"{unit.Command.File}: not read: {unit.Failure}");
            }

            string? wanted = parsed.GetValue(function);
            string text = dump(load.TranslationUnits, EngineLimits.Default, candidate => wanted is null || candidate.Name == wanted);
            if (text.Length == 0 && wanted is not null && failed.Length == 0)
            {
                throw new UsageException($"there is no function '{wanted}' here");
            }

            parsed.InvocationConfiguration.Output.Write(text);
            return failed.Length > 0 ? ExitCodes.Failure : ExitCodes.Success;
        });
        Examples = [($"cleak dump {name} a.c --function main", null)];
    }

    public bool TakesCompilerFlags => true;

    public IReadOnlyList<(string Line, string? Meaning)> Examples { get; }
}
