using System.Collections.Immutable;
using Cleak.Frontend.Headers;

namespace Cleak.Driver.Units;

/// <summary>What workers need to know beside their items.</summary>
public sealed record UnitWorkerOptions
{
    /// <summary>A libclang (file or folder) that the user named; null to search for one.</summary>
    public string? LibClang { get; init; }

    public HeaderOptions Headers { get; init; } = new();

    /// <summary>Folders whose files may be quoted in error messages; null for all.</summary>
    public ImmutableArray<string>? VisibleFolders { get; init; }

    /// <summary>As arguments of a worker's command line.</summary>
    public ImmutableArray<string> ToArguments()
    {
        var arguments = ImmutableArray.CreateBuilder<string>();
        void Add(string name, string? value)
        {
            if (value is not null)
            {
                arguments.Add(name);
                arguments.Add(value);
            }
        }

        Add("--libclang", LibClang);
        Add("--resource-dir", Headers.ResourceFolder);
        if (Headers.OwnBuiltins)
        {
            arguments.Add("--own-builtins");
        }

        if (Headers.OwnLibc)
        {
            arguments.Add("--own-libc");
        }

        foreach (string folder in VisibleFolders ?? [])
        {
            Add("--visible", folder);
        }

        return arguments.ToImmutable();
    }
}
