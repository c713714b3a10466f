using System.CommandLine;
using Cleak.Terminal;

namespace Cleak.CommandLine;

/// <summary>Options that several commands have.</summary>
internal static class SharedOptions
{
    public static Option<ColorChoice> Color() => new GroupedOption<ColorChoice>(
        OptionGroup.Report, "--color", "Colours: 'auto' (on a terminal, unless NO_COLOR is set), 'always' or 'never'.")
    { HelpName = "WHEN" };

    /// <summary>Whether standard output is coloured.</summary>
    public static bool IsColorOn(ColorChoice choice) =>
        TerminalColor.IsOn(choice, !Console.IsOutputRedirected, Environment.GetEnvironmentVariable);
}
