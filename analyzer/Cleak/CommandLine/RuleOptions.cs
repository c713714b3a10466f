using System.Collections.Immutable;
using System.CommandLine;
using Cleak.Driver;
using Cleak.Findings;

namespace Cleak.CommandLine;

/// <summary>Which rules are on.</summary>
internal sealed class RuleOptions
{
    private readonly Option<string[]> only = new GroupedOption<string[]>(
        OptionGroup.Checks, "--rule", "Only this rule (id or name). Can be given again.")
    { HelpName = "RULE", Arity = ArgumentArity.ZeroOrMore };

    private readonly Option<string[]> without = new GroupedOption<string[]>(
        OptionGroup.Checks, "--no-rule", "Without this rule. Can be given again.")
    { HelpName = "RULE", Arity = ArgumentArity.ZeroOrMore };

    private readonly Option<string[]> also = new GroupedOption<string[]>(
        OptionGroup.Checks, "--enable", "Also this rule, which is off by default. Can be given again.")
    { HelpName = "RULE", Arity = ArgumentArity.ZeroOrMore };

    public void AddTo(Command command)
    {
        command.Options.Add(only);
        command.Options.Add(without);
        command.Options.Add(also);
    }

    /// <summary>Null where nothing was said: the rules that are on by default.</summary>
    public ImmutableArray<RuleDescriptor>? Read(ParseResult parsed)
    {
        RuleDescriptor[] wanted = [.. (parsed.GetValue(only) ?? []).Select(RuleNames.Find)];
        RuleDescriptor[] unwanted = [.. (parsed.GetValue(without) ?? []).Select(RuleNames.Find)];
        RuleDescriptor[] added = [.. (parsed.GetValue(also) ?? []).Select(RuleNames.Find)];
        if (wanted.Length == 0 && unwanted.Length == 0 && added.Length == 0)
        {
            return null;
        }

        return [.. RuleCatalog.All.Where(rule => (added.Contains(rule) || (wanted.Length == 0 ? rule.EnabledByDefault : wanted.Contains(rule))) && !unwanted.Contains(rule))];
    }
}
