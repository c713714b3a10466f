using System.CommandLine;
using Cleak.CommandLine;
using Cleak.Reporting;
using Cleak.Reporting.Rules;
using Cleak.Terminal;

namespace Cleak.Commands;

/// <summary><c>cleak explain ID</c>: a rule's page, on the terminal.</summary>
internal sealed class ExplainCommand : Command
{
    private const int WidestText = 100;

    public ExplainCommand()
        : base("explain", "Explain a rule: what it finds, why it matters, what to do.")
    {
        Argument<string> name = new("RULE") { Description = "The rule's id, such as CK3001, or its name." };
        Option<ColorChoice> color = SharedOptions.Color();
        Arguments.Add(name);
        Options.Add(color);
        SetAction(parsed =>
        {
            int width = Console.IsOutputRedirected ? 80 : Math.Min(WidestText, Console.WindowWidth);
            string text = RuleHelp.Explain(RuleNames.Find(parsed.GetRequiredValue(name)), width, SharedOptions.IsColorOn(parsed.GetValue(color)));
            parsed.InvocationConfiguration.Output.Write(text);
            return ExitCodes.Success;
        });
    }
}
