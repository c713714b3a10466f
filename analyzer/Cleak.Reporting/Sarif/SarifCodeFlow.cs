using System.Text.Json.Serialization;

namespace Cleak.Reporting.Sarif;

internal sealed record SarifCodeFlow(SarifMessage? Message, SarifThreadFlow[] ThreadFlows);

internal sealed record SarifThreadFlow(string? Id, SarifThreadFlowLocation[] Locations);

internal sealed record SarifThreadFlowLocation
{
    public required SarifLocation Location { get; init; }

    public string[]? Kinds { get; init; }

    public required int NestingLevel { get; init; }

    public required int ExecutionOrder { get; init; }

    public required string Importance { get; init; }

    public SarifStepProperties? Properties { get; init; }
}

internal sealed record SarifStepProperties(
    [property: JsonPropertyName("cleak/thread")] string Thread);
