using System.CommandLine;
using Cleak.CommandLine;
using Cleak.Driver;
using Cleak.Driver.Units;
using Cleak.Ir;
using Cleak.Reporting;

namespace Cleak.Commands;

/// <summary><c>cleak dump ir</c>: the intermediate representation.</summary>
internal sealed class DumpIrCommand : Command, IHasExamples
{
    public DumpIrCommand(CommandContext context)
        : base("ir", "Print the intermediate representation.")
    {
        var input = new InputOptions();
        input.AddTo(this);
        var function = new GroupedOption<string?>(OptionGroup.Report, "--function", "Only this function.") { HelpName = "NAME" };
        Options.Add(function);
        SetAction(parsed =>
        {
            SourceLoad load = SourceLoad.Run(input.Read(parsed, context.CompilerFlags), NoObserver.Instance, context.Cancellation);
            TextWriter output = parsed.InvocationConfiguration.Output;
            int failed = 0;
            bool found = false;
            foreach (LoadedUnit unit in load.Units)
            {
                if (unit.Unit is null)
                {
                    Messages.Error($"{unit.Command.File}: not read: {unit.Failure}");
                    failed++;
                }
                else if (parsed.GetValue(function) is { } name)
                {
                    foreach (Function match in unit.Unit.Functions.Where(f => f.Name == name))
                    {
                        found = true;
                        output.Write(IrPrinter.Print(match));
                    }
                }
                else
                {
                    found = true;
                    output.Write(load.Units.Length > 1 ? $"; {unit.Command.File}\n" : "");
                    output.Write(IrPrinter.Print(unit.Unit));
                }
            }

            if (!found && failed == 0)
            {
                throw new UsageException($"there is no function '{parsed.GetValue(function)}' here");
            }

            return failed > 0 ? ExitCodes.Failure : ExitCodes.Success;
        });
    }

    public bool TakesCompilerFlags => true;

    public IReadOnlyList<(string Line, string? Meaning)> Examples => [("cleak dump ir a.c --function main", null)];
}
