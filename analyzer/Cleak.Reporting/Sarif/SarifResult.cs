using System.Text.Json.Serialization;

namespace Cleak.Reporting.Sarif;

internal sealed record SarifResult
{
    public required string RuleId { get; init; }

    public required int RuleIndex { get; init; }

    public required string Level { get; init; }

    public required SarifMessage Message { get; init; }

    public required SarifLocation[] Locations { get; init; }

    public SarifLocation[]? RelatedLocations { get; init; }

    public SarifCodeFlow[]? CodeFlows { get; init; }

    public SarifFix[]? Fixes { get; init; }

    public SarifSuppression[]? Suppressions { get; init; }

    public required SarifFingerprints PartialFingerprints { get; init; }

    public SarifResultProperties? Properties { get; init; }
}

internal sealed record SarifFingerprints(
    [property: JsonPropertyName("primaryLocationLineHash")] string? PrimaryLocationLineHash,
    [property: JsonPropertyName("cleakFlow/v1")] string Flow);

internal sealed record SarifResultProperties(
    [property: JsonPropertyName("cleak/omittedSteps")] int OmittedSteps);

internal sealed record SarifSuppression(string Kind, string? Justification, SarifLocation? Location);

internal sealed record SarifFix(SarifMessage Description, SarifArtifactChange[] ArtifactChanges);

internal sealed record SarifArtifactChange(SarifArtifactLocation ArtifactLocation, SarifReplacement[] Replacements);

internal sealed record SarifReplacement(SarifRegion DeletedRegion, SarifContent? InsertedContent);
