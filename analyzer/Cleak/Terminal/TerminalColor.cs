namespace Cleak.Terminal;

/// <summary>When output is coloured.</summary>
internal enum ColorChoice
{
    Auto,
    Always,
    Never,
}

/// <summary>
/// Decides about colours: the option, then NO_COLOR (no-color.org), then CLICOLOR_FORCE and FORCE_COLOR, then whether a
/// terminal is there that can show them.
/// </summary>
internal static class TerminalColor
{
    public static bool IsOn(ColorChoice choice, bool isTerminal, Func<string, string?> environment)
    {
        if (choice != ColorChoice.Auto)
        {
            return choice == ColorChoice.Always;
        }

        if (IsSet("NO_COLOR"))
        {
            return false;
        }

        if (IsForced("CLICOLOR_FORCE") || IsForced("FORCE_COLOR"))
        {
            return true;
        }

        return isTerminal && environment("TERM") is not (null or "" or "dumb") && environment("CLICOLOR") != "0";

        bool IsSet(string name) => !string.IsNullOrEmpty(environment(name));
        bool IsForced(string name) => environment(name) is not (null or "" or "0" or "false");
    }
}
