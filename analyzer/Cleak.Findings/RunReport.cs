using System.Collections.Immutable;

namespace Cleak.Findings;

/// <summary>The result of a run: all that a writer of reports is given.</summary>
public sealed record RunReport
{
    public required ToolInfo Tool { get; init; }

    /// <summary>The rules that were on, whether or not they found something.</summary>
    public required ImmutableArray<RuleDescriptor> Rules { get; init; }

    public required FileTable Files { get; init; }

    /// <summary>In any order: <see cref="FindingOrder"/> is the one in which they are written.</summary>
    public ImmutableArray<Finding> Findings { get; init; } = [];

    public ImmutableArray<Notification> Notifications { get; init; } = [];

    public RunStatistics Statistics { get; init; } = new();

    public int ExitCode { get; init; }

    /// <summary>The command line as given, without the tool's own name; null when it is to stay out of the report.</summary>
    public ImmutableArray<string>? Arguments { get; init; }

    /// <summary>Tells apart several analyses of one commit, such as two build configurations; may be empty.</summary>
    public string Category { get; init; } = "";

    public VersionControl? VersionControl { get; init; }
}

/// <summary>Which tool wrote a report.</summary>
/// <param name="Version">Semantic version.</param>
/// <param name="InformationUri">The project's page.</param>
/// <param name="RulePages">The folder of the rules' pages; ends in '/'.</param>
public sealed record ToolInfo(string Name, string FullName, string Version, Uri InformationUri, Uri RulePages)
{
    public Uri PageOf(RuleDescriptor rule) => new(RulePages, rule.Id + ".md");
}

/// <summary>The commit that was analysed.</summary>
public sealed record VersionControl(Uri RepositoryUri, string RevisionId, string? Branch = null);
