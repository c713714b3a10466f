using Cleak.Findings;

namespace Cleak.Reporting.Text;

/// <summary>How a compiler would say it.</summary>
public enum TextDialect
{
    /// <summary><c>path:line:column: warning: message [CK3001]</c></summary>
    Gcc,

    /// <summary><c>path(line,column): warning CK3001: message</c></summary>
    Msvc,
}

/// <summary>What a text report shows.</summary>
public sealed record TextStyle
{
    public TextDialect Dialect { get; init; } = TextDialect.Gcc;

    /// <summary>Colours by the escape sequences of ANSI terminals.</summary>
    public bool Color { get; init; }

    /// <summary>The source line under each place, with a caret.</summary>
    public bool SourceLines { get; init; } = true;

    /// <summary>The least importance of the steps that are shown; null shows none.</summary>
    public Importance? Steps { get; init; } = Importance.Unimportant;

    /// <summary>The least level of the notifications that are shown one by one; the summary counts them all.</summary>
    public Level Notifications { get; init; } = Level.Warning;

    /// <summary>The lines at the end that say what was found and what was analysed.</summary>
    public bool Summary { get; init; } = true;

    /// <summary>What a file is called; its path in the report by default.</summary>
    public Func<RunFile, string> PathOf { get; init; } = file => file.Path;
}
