using System.CommandLine;

namespace Cleak.CommandLine;

/// <summary>An option that says under which heading help lists it.</summary>
internal interface IGroupedOption
{
    OptionGroup Group { get; }
}

/// <summary>An option of a command.</summary>
internal sealed class GroupedOption<T> : Option<T>, IGroupedOption
{
    public GroupedOption(OptionGroup group, string name, string description, params string[] aliases)
        : base(name, aliases)
    {
        Group = group;
        Description = description;
        if (typeof(T) == typeof(bool))
        {
            // A switch takes no value, so that what follows it is never taken for one.
            Arity = ArgumentArity.Zero;
        }
    }

    public OptionGroup Group { get; }
}
