using System.Globalization;
using System.Text;
using Cleak.Findings;

namespace Cleak.Reporting.Text;

/// <summary>
/// Writes findings as compilers write their diagnostics, so that editors and problem matchers understand them; the path
/// that leads to a finding follows as numbered notes, indented by thread and by the depth of calls.
/// </summary>
public sealed class TextReportWriter(TextStyle style) : IReportWriter
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    public void Write(RunReport report, ISourceText sources, Stream output)
    {
        using var writer = new StreamWriter(output, Utf8, bufferSize: 16 * 1024, leaveOpen: true) { NewLine = "\n" };
        var diagnostics = new DiagnosticWriter(style, report.Files, sources, writer);

        foreach (Finding finding in report.Findings.Order(new FindingOrder(report.Files)))
        {
            if (!finding.IsSuppressed)
                Write(finding, report.Files, diagnostics, writer);
        }

        bool any = false;
        foreach (Notification notification in report.Notifications.Order(new NotificationOrder(report.Files)))
        {
            if (notification.Level < style.Notifications)
                continue;
            any = true;
            diagnostics.Headline(
                notification.Location, notification.Level, MessageText.ForTerminal(notification.Message), notification.Rule.Id);
        }

        if (any && style.Summary)
            writer.WriteLine();
        if (style.Summary)
            writer.WriteLine(RunSummary.Of(report));
    }

    private void Write(Finding finding, FileTable files, DiagnosticWriter diagnostics, StreamWriter writer)
    {
        diagnostics.Headline(finding.Location, finding.Level, MessageText.ForTerminal(finding.Message), finding.Rule.Id);
        diagnostics.SourceLine(finding.Location);

        var threads = new ThreadNames(finding.CodeFlow, files);
        var told = new HashSet<FlowThread>();
        int number = 0;
        foreach (FlowStep step in finding.CodeFlow.Steps)
        {
            number++;
            if (style.Steps is null || step.Importance < style.Steps)
                continue;
            // Where a thread comes from is said once.
            string thread = !threads.AreNeeded ? "" : told.Add(step.Thread) ? $"[{threads[step.Thread]}] " : $"[{step.Thread.Name}] ";
            string indent = new(' ', (2 * (Math.Max(step.Nesting, 1) - 1)) + (4 * threads.Lane(step.Thread)));
            diagnostics.Note(step.Location, string.Create(CultureInfo.InvariantCulture, $"({number}) {indent}{thread}{step.Text}"));
            diagnostics.SourceLine(step.Location);
        }

        foreach (RelatedLocation related in finding.RelatedLocations)
        {
            if (style.Steps is not null && finding.CodeFlow.Steps.Any(step => step.Location == related.Location))
                continue;
            diagnostics.Note(related.Location, related.Text);
            diagnostics.SourceLine(related.Location);
        }

        foreach (Fix fix in finding.Fixes)
            diagnostics.Note(finding.Location, "fix: " + MessageText.ForTerminal(fix.Description));

        if (style.SourceLines)
            writer.WriteLine();
    }
}
