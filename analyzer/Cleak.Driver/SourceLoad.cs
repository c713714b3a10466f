using System.Collections.Immutable;
using Cleak.Driver.Units;
using Cleak.Driver.Workers;
using Cleak.Frontend.Compilation;
using Cleak.Frontend.Headers;
using Cleak.Ir;

namespace Cleak.Driver;

/// <summary>The first half of a run: from paths to units in the IR.</summary>
/// <param name="Plan">What was to be read.</param>
/// <param name="Units">What came of it, in the plan's order.</param>
/// <param name="Files">The files of all units, by the numbers in their spans.</param>
public sealed record SourceLoad(CompilationPlan Plan, ImmutableArray<LoadedUnit> Units, ImmutableArray<SourceFile> Files)
{
    /// <summary>The hidden command that a worker process is started with.</summary>
    public const string WorkerCommandName = "worker";

    /// <summary>The units that could be had.</summary>
    public ImmutableArray<TranslationUnit> TranslationUnits => [.. Units.Select(unit => unit.Unit).OfType<TranslationUnit>()];

    /// <exception cref="Cleak.Frontend.FrontendException">There is nothing that could be read.</exception>
    /// <exception cref="WorkerUnfitException">Nobody can read it, such as without libclang.</exception>
    public static SourceLoad Run(LoadRequest request, IRunObserver observer, CancellationToken cancellation)
    {
        observer.Begin(RunStage.Plan);
        CompilationPlan plan = CompilationPlanner.Plan(request.Input, SystemHeaders.Probe());
        observer.Planned(plan);

        observer.Begin(RunStage.Read);
        var options = new UnitWorkerOptions { LibClang = request.LibClang, Headers = request.Headers, VisibleFolders = plan.Roots };
        IWorkPool pool = request.InProcess
            ? new InProcessPool(() => UnitWorker.Start(options), request.Jobs)
            : new WorkerPool(WithOptions(request.Worker ?? WorkerCommand.Self(WorkerCommandName), options), request.Jobs, request.Timeout);
        ImmutableArray<LoadedUnit> units = UnitLoader.Load(plan.Commands, pool, request.Jobs, done => observer.Read(done, plan.Commands.Length), cancellation);
        ImmutableArray<SourceFile> files = units.FirstOrDefault(unit => unit.Unit is not null)?.Unit!.Files ?? [new SourceFile("", false)];
        return new SourceLoad(plan, units, files);
    }

    private static WorkerCommand WithOptions(WorkerCommand worker, UnitWorkerOptions options) =>
        worker with { Arguments = worker.Arguments.AddRange(options.ToArguments()) };
}
