using System.Collections.Immutable;
using System.Diagnostics;
using Cleak.Findings;

namespace Cleak.Reporting.Sarif;

/// <summary>Findings as SARIF results.</summary>
internal sealed class SarifResults(SarifLocations locations, FileTable files, SarifRules rules, ThreadLayout layout, bool anySuppressed)
{
    public SarifResult Result(Finding finding, string fingerprint)
    {
        ImmutableArray<FlowStep> steps = StepBudget.Apply(finding.CodeFlow.Steps);
        int omitted = finding.CodeFlow.Steps.Length - steps.Length;
        return new SarifResult
        {
            RuleId = finding.Rule.Id,
            RuleIndex = rules.IndexOf(finding.Rule),
            Level = LevelNames.Of(finding.Level),
            Message = new SarifMessage(finding.Message),
            Locations = [locations.Location(finding.Location, finding.Function)],
            RelatedLocations = OrNull(finding.RelatedLocations.Select(related =>
                locations.Location(related.Location, message: related.Text, id: related.Id))),
            CodeFlows = OrNull(CodeFlows(new CodeFlow(steps))),
            Fixes = OrNull(finding.Fixes.Select(Fix)),
            // The standard's way to say "not suppressed" once anything in the log is: an empty array.
            Suppressions = anySuppressed ? [.. finding.Suppressions.Select(Suppression)] : null,
            PartialFingerprints = new SarifFingerprints(locations.LineHash(finding.Location), fingerprint),
            Properties = omitted > 0 ? new SarifResultProperties(omitted) : null,
        };
    }

    private IEnumerable<SarifCodeFlow> CodeFlows(CodeFlow flow)
    {
        if (flow.IsEmpty)
            yield break;

        var threads = new ThreadNames(flow, files);
        if (layout != ThreadLayout.Split || !threads.AreNeeded)
        {
            SarifThreadFlowLocation[] all = [.. flow.Steps.Select((step, i) => Step(step, i + 1, threads, nameThread: true))];
            yield return new SarifCodeFlow(null, [new SarifThreadFlow(null, all)]);
        }

        if (layout != ThreadLayout.Merged && threads.AreNeeded)
        {
            SarifThreadFlow[] lanes =
            [
                .. flow.Steps
                    .Select((step, i) => (step.Thread, Step: Step(step, i + 1, threads, nameThread: false)))
                    .GroupBy(step => step.Thread)
                    .Select(lane => new SarifThreadFlow(threads[lane.Key], [.. lane.Select(step => step.Step)])),
            ];
            yield return new SarifCodeFlow(new SarifMessage("The same steps, thread by thread."), lanes);
        }
    }

    private SarifThreadFlowLocation Step(FlowStep step, int order, ThreadNames threads, bool nameThread)
    {
        string text = threads.AreNeeded && nameThread ? $"{threads[step.Thread]}: {step.Text}" : step.Text;
        return new SarifThreadFlowLocation
        {
            Location = locations.Location(step.Location, step.Function, text, context: false),
            Kinds = OrNull(KindNames(step.Kinds)),
            NestingLevel = Math.Max(1, step.Nesting),
            ExecutionOrder = order,
            Importance = step.Importance switch
            {
                Importance.Unimportant => "unimportant",
                Importance.Important => "important",
                Importance.Essential => "essential",
                _ => throw new UnreachableException(),
            },
            Properties = threads.AreNeeded ? new SarifStepProperties(threads[step.Thread]) : null,
        };
    }

    /// <summary>The standard's words where it has one, the enumeration's own elsewhere.</summary>
    private static IEnumerable<string> KindNames(FlowStepKinds kinds) =>
        from kind in Enum.GetValues<FlowStepKinds>()
        where kind != FlowStepKinds.None && kinds.HasFlag(kind)
        select kind switch
        {
            FlowStepKinds.Defect => "danger",
            FlowStepKinds.Signal => "handler",
            _ => kind.ToString().ToLowerInvariant(),
        };

    private SarifFix Fix(Fix fix) => new(
        new SarifMessage(fix.Description),
        [
            .. fix.Replacements
                .GroupBy(replacement => replacement.Location.File)
                .Select(change => new SarifArtifactChange(
                    locations.Artifact(change.Key),
                    [.. change.Select(replacement => new SarifReplacement(
                        locations.DeletedRegion(replacement.Location),
                        replacement.Text.Length == 0 ? null : new SarifContent(replacement.Text)))])),
        ]);

    private SarifSuppression Suppression(Suppression suppression) => new(
        suppression.Kind == SuppressionKind.InSource ? "inSource" : "external",
        suppression.Justification,
        suppression.Location.IsNone ? null : locations.Location(suppression.Location));

    private static T[]? OrNull<T>(IEnumerable<T> items)
    {
        T[] array = [.. items];
        return array.Length == 0 ? null : array;
    }
}
