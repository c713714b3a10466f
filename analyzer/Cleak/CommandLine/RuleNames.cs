using Cleak.Driver;
using Cleak.Findings;

namespace Cleak.CommandLine;

/// <summary>Rules as people name them: by id or name, in either case.</summary>
internal static class RuleNames
{
    /// <exception cref="UsageException">There is no such rule.</exception>
    public static RuleDescriptor Find(string name)
    {
        foreach (RuleDescriptor rule in RuleCatalog.All)
        {
            if (rule.Id.Equals(name, StringComparison.OrdinalIgnoreCase) || rule.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
            {
                return rule;
            }
        }

        string? meant = Suggestions.For(name, RuleCatalog.All.SelectMany(rule => new[] { rule.Id, rule.Name }));
        throw new UsageException($"there is no rule '{name}'", meant is null ? "'cleak rules' lists them" : $"did you mean '{meant}'? 'cleak rules' lists them");
    }
}
