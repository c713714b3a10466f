using System.CommandLine;
using Cleak.CommandLine;
using Cleak.Driver;
using Cleak.Reporting;
using Cleak.Reporting.Rules;
using Cleak.Terminal;

namespace Cleak.Commands;

/// <summary><c>cleak rules</c>: all rules, for people, programs, or as the pages of the documentation.</summary>
internal sealed class RulesCommand : Command
{
    public RulesCommand()
        : base("rules", "List the rules.")
    {
        var json = new GroupedOption<bool>(OptionGroup.Report, "--json", "Everything about each rule, as JSON.");
        var pages = new GroupedOption<string?>(OptionGroup.Report, "--write-docs", "Write a page for each rule and their index into this folder.") { HelpName = "FOLDER" };
        Option<ColorChoice> color = SharedOptions.Color();
        Options.Add(json);
        Options.Add(pages);
        Options.Add(color);
        SetAction(parsed =>
        {
            if (parsed.GetValue(pages) is { } folder)
            {
                WritePages(folder);
            }
            else if (parsed.GetValue(json))
            {
                using Stream output = Console.OpenStandardOutput();
                RuleJson.Write(RuleCatalog.All, output);
            }
            else
            {
                parsed.InvocationConfiguration.Output.Write(RuleHelp.List(RuleCatalog.All, SharedOptions.IsColorOn(parsed.GetValue(color))));
            }

            return ExitCodes.Success;
        });
    }

    private static void WritePages(string folder)
    {
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Join(folder, "README.md"), RulePages.Index(RuleCatalog.All));
        foreach (var rule in RuleCatalog.All)
        {
            File.WriteAllText(Path.Join(folder, RulePages.FileName(rule)), RulePages.Page(rule));
        }
    }
}
