using System.Collections.Immutable;
using System.Text.Json;
using Cleak.Findings;
using Cleak.Ir;

namespace Cleak.Reporting.Sarif;

/// <summary>
/// Writes SARIF 2.1.0 as code scanning, IDE viewers and other consumers read it: relative addresses, UTF-16 columns, messages
/// in full, the path merged over its threads first and thread by thread second. No time and no path of the machine goes in.
/// </summary>
public sealed class SarifWriter(SarifOptions options) : IReportWriter
{
    public void Write(RunReport report, ISourceText sources, Stream output)
    {
        var log = new SarifLog([Run(report, sources)]);
        JsonSerializer.Serialize(output, log, SarifJson.Readable.SarifLog);
        output.Write("\n"u8);
    }

    private SarifRun Run(RunReport report, ISourceText sources)
    {
        ImmutableArray<Finding> findings = [.. report.Findings.Order(new FindingOrder(report.Files))];
        ImmutableArray<Notification> notifications = [.. report.Notifications.Order(new NotificationOrder(report.Files))];
        string[] fingerprints = Fingerprint.OfAll(findings);

        var locations = new SarifLocations(report.Files, sources, PlacesOf(findings, notifications));
        var rules = new SarifRules(report.Tool, report.Rules.Concat(findings.Select(finding => finding.Rule)));
        var toolRules = new SarifRules(report.Tool, ToolRules.All);
        var results = new SarifResults(locations, report.Files, rules, options.Threads, findings.Any(finding => finding.IsSuppressed));

        return new SarifRun
        {
            Tool = new SarifTool(new SarifToolComponent
            {
                Name = report.Tool.Name,
                FullName = report.Tool.FullName,
                Version = report.Tool.Version,
                SemanticVersion = report.Tool.Version,
                InformationUri = report.Tool.InformationUri.AbsoluteUri,
                Rules = rules.All,
                Notifications = toolRules.All,
            }),
            AutomationDetails = new SarifAutomationDetails(
                report.Category.Length == 0 ? $"{report.Tool.Name}/" : $"{report.Tool.Name}/{report.Category}/"),
            Invocations = [Invocation(report, notifications, locations, toolRules)],
            VersionControlProvenance = report.VersionControl is { } commit
                ? [new SarifVersionControlDetails(
                    commit.RepositoryUri.AbsoluteUri, commit.RevisionId, commit.Branch, new SarifArtifactLocation(UriBaseId: SarifUris.Root))]
                : null,
            OriginalUriBaseIds = Bases(locations),
            Artifacts = locations.Artifacts,
            Results = findings.Select((finding, i) => results.Result(finding, fingerprints[i])),
            Properties = new SarifRunProperties(report.Statistics),
        };
    }

    private Dictionary<string, SarifArtifactLocation> Bases(SarifLocations locations)
    {
        var bases = new Dictionary<string, SarifArtifactLocation>
        {
            [SarifUris.Root] = new(options.RootUri?.AbsoluteUri, Description: new SarifMessage("The root of the source tree.")),
        };
        if (locations.HasFilesOutsideRoot)
            bases.Add(SarifUris.FileSystem, new SarifArtifactLocation("file:///", Description: new SarifMessage("The root of the file system.")));
        return bases;
    }

    private static SarifInvocation Invocation(
        RunReport report, ImmutableArray<Notification> notifications, SarifLocations locations, SarifRules toolRules)
    {
        SarifNotification[] Select(bool aboutConfiguration) =>
        [
            .. notifications
                .Where(notification => notification.Rule == ToolRules.UnusedSuppression == aboutConfiguration)
                .Select(notification => new SarifNotification(
                    new SarifDescriptorReference(notification.Rule.Id, toolRules.IndexOf(notification.Rule)),
                    LevelNames.Of(notification.Level),
                    new SarifMessage(notification.Message),
                    notification.Location.IsNone && notification.Function.Length == 0
                        ? null
                        : [locations.Location(notification.Location, notification.Function, context: false)])),
        ];

        return new SarifInvocation
        {
            Arguments = report.Arguments is { } arguments ? [.. arguments] : null,
            ExitCode = report.ExitCode,
            ExecutionSuccessful = report.ExitCode is ExitCodes.Success or ExitCodes.Findings,
            ToolConfigurationNotifications = Select(aboutConfiguration: true),
            ToolExecutionNotifications = Select(aboutConfiguration: false),
        };
    }

    private static IEnumerable<SourceSpan> PlacesOf(IEnumerable<Finding> findings, IEnumerable<Notification> notifications)
    {
        foreach (Finding finding in findings)
        {
            yield return finding.Location;
            foreach (RelatedLocation related in finding.RelatedLocations)
                yield return related.Location;
            foreach (FlowStep step in finding.CodeFlow.Steps)
                yield return step.Location;
            foreach (Suppression suppression in finding.Suppressions)
                yield return suppression.Location;
            foreach (Replacement replacement in finding.Fixes.SelectMany(fix => fix.Replacements))
                yield return replacement.Location;
        }

        foreach (Notification notification in notifications)
            yield return notification.Location;
    }
}
