namespace Cleak.Reporting.Sarif;

internal sealed record SarifLocation
{
    public int? Id { get; init; }

    public required SarifPhysicalLocation? PhysicalLocation { get; init; }

    public SarifLogicalLocation[]? LogicalLocations { get; init; }

    public SarifMessage? Message { get; init; }
}

internal sealed record SarifPhysicalLocation(
    SarifArtifactLocation ArtifactLocation, SarifRegion? Region, SarifRegion? ContextRegion);

internal sealed record SarifLogicalLocation(string Name, string Kind);

internal sealed record SarifArtifactLocation(
    string? Uri = null, string? UriBaseId = null, int? Index = null, SarifMessage? Description = null);

internal sealed record SarifArtifact(SarifArtifactLocation Location, string SourceLanguage);

internal sealed record SarifRegion
{
    public required int StartLine { get; init; }

    public int? StartColumn { get; init; }

    public required int EndLine { get; init; }

    public int? EndColumn { get; init; }

    public SarifContent? Snippet { get; init; }
}

internal sealed record SarifContent(string Text);
