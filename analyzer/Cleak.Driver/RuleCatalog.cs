using System.Collections.Immutable;
using Cleak.Findings;
using Cleak.Rules;

namespace Cleak.Driver;

/// <summary>Every rule the tool has: those that find defects and those about the run itself.</summary>
public static class RuleCatalog
{
    /// <summary>By id.</summary>
    public static ImmutableArray<RuleDescriptor> All { get; } = [.. AllRules.Descriptors, .. ToolRules.All];
}
