using System.Reflection;
using Cleak.Findings;

namespace Cleak.Driver;

/// <summary>What the tool says of itself.</summary>
public static class ToolIdentity
{
    /// <summary>Semantic version, without the build's revision.</summary>
    public static string Version { get; } =
        typeof(ToolIdentity).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];

    // SARIF wants absolute addresses; example.org (RFC 2606) stands for the project's site until it has one.
    public static ToolInfo Info { get; } = new(
        "cleak",
        $"cleak {Version}, static analyzer for C",
        Version,
        new Uri("https://example.org/cleak/"),
        new Uri("https://example.org/cleak/docs/rules/"));
}
