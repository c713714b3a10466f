using System.Collections.Immutable;
using Cleak.Analysis;
using Cleak.Findings;
using Cleak.Frontend.Compilation;
using Cleak.Ir;
using Cleak.Rules;

namespace Cleak.Driver;

/// <summary>The result of a run: the report, and numbers for those who want to know more.</summary>
/// <param name="Dearest">The functions whose analysis took most.</param>
public sealed record AnalysisResult(RunReport Report, LoweringStatistics Lowering, SourceLoad Load, ImmutableArray<FunctionEffort> Dearest);

/// <summary>A run from paths to a report: the command line and every other front wire the stages through this.</summary>
public static class AnalysisRun
{
    public static AnalysisResult Run(RunRequest request, IRunObserver observer, CancellationToken cancellation)
    {
        SourceLoad load = SourceLoad.Run(request.Load, observer, cancellation);
        string root = RunFiles.RootFor(new CanonicalPaths().Of(request.Root), load.Plan.Commands.Select(command => command.File).Concat(load.Plan.Skipped.Select(source => source.Path)));
        var files = new RunFiles(load.Files);
        ImmutableArray<Notification> notifications = RunNotifications.Of(load, files);

        observer.Begin(RunStage.Analyse);
        ProgramFacts facts = Analyse(load.TranslationUnits, load.Plan.Images, request, cancellation);
        ImmutableArray<RuleDescriptor> rules = request.Rules ?? [.. RuleCatalog.All.Where(rule => rule.EnabledByDefault)];

        var lowering = LoweringStatistics.Of(load.Units);
        var report = new RunReport
        {
            Tool = ToolIdentity.Info,
            Rules = rules,
            Files = files.TableFrom(root),
            Findings = AllRules.Check(facts, [.. rules.Select(rule => rule.Id)]),
            Notifications = [.. notifications, .. RunNotifications.Of(facts)],
            Category = request.Category,
            Statistics = new RunStatistics
            {
                Units = lowering.Units + load.Plan.Skipped.Length,
                UnitsFailed = lowering.UnitsFailed + load.Plan.Skipped.Length,
                Functions = lowering.Functions,
                FunctionsDamaged = lowering.FunctionsDamaged,
                FunctionsOverBudget = facts.Functions.Count(function => function.IsIncomplete),
                UnknownCallsInChildren = facts.Functions.Sum(function => function.UnknownInChild),
                Programs = facts.Program.Programs.Length,
                UnsupportedConstructs = lowering.Unsupported.Values.Sum(),
            },
        };
        return new AnalysisResult(report, lowering, load, FunctionEffort.DearestOf(facts, report.Files));
    }

    /// <summary>The analysis knows no clock and no cancellation: who gives up waiting leaves it behind.</summary>
    private static ProgramFacts Analyse(ImmutableArray<TranslationUnit> units, ImmutableArray<LinkedImage> images, RunRequest request, CancellationToken cancellation)
    {
        Task<ProgramFacts> analysis = Task.Run(() => ProgramAnalysis.Run(units, request.Limits, request.Load.Jobs, request.Safety, request.Project.Functions, images), cancellation);
        return analysis.WaitAsync(cancellation).GetAwaiter().GetResult();
    }
}
