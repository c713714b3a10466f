using System.Text.Json.Serialization;

namespace Cleak.Reporting.Sarif;

internal sealed record SarifTool(SarifToolComponent Driver);

internal sealed record SarifToolComponent
{
    public required string Name { get; init; }

    public required string FullName { get; init; }

    public required string Version { get; init; }

    public required string SemanticVersion { get; init; }

    public required string InformationUri { get; init; }

    public required SarifRule[] Rules { get; init; }

    public required SarifRule[] Notifications { get; init; }
}

internal sealed record SarifRule
{
    public required string Id { get; init; }

    public required string Name { get; init; }

    public required SarifMultiformatMessage ShortDescription { get; init; }

    public required SarifMultiformatMessage FullDescription { get; init; }

    public required SarifMultiformatMessage Help { get; init; }

    public required string HelpUri { get; init; }

    public required SarifConfiguration DefaultConfiguration { get; init; }

    public required SarifRuleProperties Properties { get; init; }
}

internal sealed record SarifConfiguration(bool? Enabled, string Level);

internal sealed record SarifRuleProperties
{
    public required string[] Tags { get; init; }

    public required string Precision { get; init; }

    [JsonPropertyName("problem.severity")]
    public required string ProblemSeverity { get; init; }

    /// <summary>A number in a string: code scanning wants it so.</summary>
    [JsonPropertyName("security-severity")]
    public string? SecuritySeverity { get; init; }
}
