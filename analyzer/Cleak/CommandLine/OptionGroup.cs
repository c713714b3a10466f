namespace Cleak.CommandLine;

/// <summary>The headings under which help lists options, in their order.</summary>
internal enum OptionGroup
{
    Input,
    Build,
    Checks,
    Report,
    Result,
    Performance,
    Debug,
    Other,
}
