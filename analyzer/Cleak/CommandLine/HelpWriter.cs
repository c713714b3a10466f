using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace Cleak.CommandLine;

/// <summary>Writes the help of a command: what it does, how it is called, its options under their headings, examples.</summary>
internal sealed class HelpWriter : SynchronousCommandLineAction
{
    private const int WidestName = 30;

    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        Write(parseResult.CommandResult.Command, parseResult.InvocationConfiguration.Output);
        return 0;
    }

    /// <summary>Puts this in the place of the library's own help.</summary>
    public static void Install(RootCommand root)
    {
        foreach (HelpOption option in root.Options.OfType<HelpOption>())
        {
            option.Description = "Show this help.";
            option.Action = new HelpWriter();
        }
    }

    public static void Write(Command command, TextWriter output)
    {
        output.Write($"{command.Description}\n\nUsage: {Usage(command)}\n");
        Section(output, "Commands", command.Subcommands.Where(c => !c.Hidden).Select(c => (c.Name, c.Description)));
        Section(output, "Arguments", command.Arguments.Where(a => !a.Hidden).Select(a => ($"{a.HelpName ?? a.Name}", a.Description)));
        IEnumerable<IGrouping<OptionGroup, Option>> groups = command.Options
            .Concat(command is RootCommand ? [] : command.Parents.OfType<Command>().SelectMany(parent => parent.Options).Where(option => option.Recursive))
            .Where(option => !option.Hidden)
            .GroupBy(option => option is IGroupedOption grouped ? grouped.Group : OptionGroup.Other)
            .OrderBy(group => group.Key);
        foreach (IGrouping<OptionGroup, Option> group in groups)
        {
            Section(output, group.Key.ToString(), group.Select(option => (NameOf(option), option.Description)));
        }

        if (command is IHasExamples { Examples: { Count: > 0 } examples })
        {
            Section(output, "Examples", examples);
        }

        if (command is RootCommand)
        {
            output.Write("\n'cleak COMMAND --help' says more about a command.\n");
        }
    }

    private static string Usage(Command command)
    {
        string path = string.Join(' ', command.Parents.OfType<Command>().Reverse().Append(command).Select(c => c is RootCommand ? "cleak" : c.Name));
        string subcommand = command.Subcommands.Any(c => !c.Hidden) ? " COMMAND" : "";
        string options = command is RootCommand ? "" : " [options]";
        string arguments = string.Concat(command.Arguments.Where(a => !a.Hidden).Select(a => (a.Arity.MinimumNumberOfValues, a.Arity.MaximumNumberOfValues) switch
        {
            (0, 1) => $" [{a.HelpName ?? a.Name}]",
            (0, _) => $" [{a.HelpName ?? a.Name}]...",
            (_, 1) => $" {a.HelpName ?? a.Name}",
            _ => $" {a.HelpName ?? a.Name}...",
        }));
        string flags = command is IHasExamples { TakesCompilerFlags: true } ? " [-- compiler flags]" : "";
        return path + subcommand + options + arguments + flags;
    }

    private static string NameOf(Option option)
    {
        IEnumerable<string> names = option.Aliases.Append(option.Name).Distinct().Where(name => name[0] == '-').OrderBy(name => name.Length);
        string value = option.Arity.MaximumNumberOfValues == 0 ? "" : " " + (option.HelpName ?? "VALUE");
        return string.Join(", ", names) + value;
    }

    private static void Section(TextWriter output, string title, IEnumerable<(string Name, string? Description)> rows)
    {
        (string Name, string? Description)[] all = [.. rows];
        if (all.Length == 0)
        {
            return;
        }

        output.Write($"\n{title}:\n");
        int width = Math.Min(WidestName, all.Max(row => row.Name.Length));
        foreach ((string name, string? description) in all)
        {
            string[] lines = (description ?? "").Split('\n');
            output.Write(name.Length <= width ? $"  {name.PadRight(width)}  {lines[0]}\n" : $"  {name}\n  {new string(' ', width)}  {lines[0]}\n");
            foreach (string line in lines.Skip(1))
            {
                output.Write($"  {new string(' ', width)}  {line}\n");
            }
        }
    }
}
