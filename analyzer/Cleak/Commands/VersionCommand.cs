using System.CommandLine;
using Cleak.Driver;

namespace Cleak.Commands;

/// <summary><c>cleak version</c>.</summary>
internal sealed class VersionCommand : Command
{
    public VersionCommand()
        : base("version", "Print the version.") =>
        SetAction(parsed =>
        {
            parsed.InvocationConfiguration.Output.WriteLine($"cleak {ToolIdentity.Version}");
            return 0;
        });
}
