namespace Cleak.Findings;

/// <summary>How much a finding matters, from least to most.</summary>
public enum Level
{
    Note,
    Warning,
    Error,
}
