using Cleak.Analysis;
using Cleak.Findings;

namespace Cleak.Rules;

/// <summary>A rule: what it is called and says of itself, and a function from facts to findings. It keeps no state.</summary>
public abstract class Rule(RuleDescriptor descriptor)
{
    public RuleDescriptor Descriptor { get; } = descriptor;

    /// <summary>The findings of one run, in any order.</summary>
    public abstract IEnumerable<Finding> Check(ProgramFacts program);
}

/// <summary>A rule that judges each function by its own facts, with the whole program's at hand.</summary>
public abstract class FunctionRule(RuleDescriptor descriptor) : Rule(descriptor)
{
    public sealed override IEnumerable<Finding> Check(ProgramFacts program) => program.Functions.SelectMany(function => Check(function, program));

    protected abstract IEnumerable<Finding> Check(FunctionFacts function, ProgramFacts program);
}
