using System.Text.Json.Serialization;

namespace Cleak.Reporting.Sarif;

// The part of the SARIF 2.1.0 object model that cleak writes, by the names of the standard (OASIS, sarif-v2.1.0, §3).
// Properties that are null are left out.

internal sealed record SarifLog(SarifRun[] Runs)
{
    [JsonPropertyName("$schema"), JsonPropertyOrder(-2)]
    public string Schema { get; } = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

    [JsonPropertyOrder(-1)]
    public string Version { get; } = "2.1.0";
}

internal sealed record SarifRun
{
    public required SarifTool Tool { get; init; }

    public SarifAutomationDetails? AutomationDetails { get; init; }

    public required SarifInvocation[] Invocations { get; init; }

    public SarifVersionControlDetails[]? VersionControlProvenance { get; init; }

    public required Dictionary<string, SarifArtifactLocation> OriginalUriBaseIds { get; init; }

    public string ColumnKind { get; } = "utf16CodeUnits";

    public required SarifArtifact[] Artifacts { get; init; }

    /// <summary>Made one by one while the log is written.</summary>
    public required IEnumerable<SarifResult> Results { get; init; }

    public required SarifRunProperties Properties { get; init; }
}

internal sealed record SarifRunProperties(
    [property: JsonPropertyName("cleak/statistics")] Findings.RunStatistics Statistics);

internal sealed record SarifAutomationDetails(string Id);

internal sealed record SarifVersionControlDetails(
    string RepositoryUri, string RevisionId, string? Branch, SarifArtifactLocation MappedTo);

internal sealed record SarifInvocation
{
    public string[]? Arguments { get; init; }

    public required int ExitCode { get; init; }

    public required bool ExecutionSuccessful { get; init; }

    public SarifNotification[]? ToolConfigurationNotifications { get; init; }

    public SarifNotification[]? ToolExecutionNotifications { get; init; }
}

internal sealed record SarifNotification(
    SarifDescriptorReference Descriptor, string Level, SarifMessage Message, SarifLocation[]? Locations);

internal sealed record SarifDescriptorReference(string Id, int Index);

internal sealed record SarifMessage(string Text);

internal sealed record SarifMultiformatMessage(string Text, string? Markdown = null);
