using System.Diagnostics;
using Cleak.CommandLine;
using Cleak.Driver;
using Cleak.Frontend.Compilation;

namespace Cleak.Terminal;

/// <summary>Follows a run on standard error: notes about what was guessed, how far it is, how long each stage took.</summary>
internal sealed class RunConsole(bool isQuiet) : IRunObserver, IDisposable
{
    private readonly ProgressLine progress = ProgressLine.OnStandardError(!isQuiet);
    private readonly List<(RunStage Stage, long Start)> begun = [];
    private long end;

    /// <summary>The stages and how long each took, once the run is finished.</summary>
    public IReadOnlyList<(RunStage Stage, TimeSpan Time)> Times =>
    [
        .. begun.Select((entry, i) => (entry.Stage, Stopwatch.GetElapsedTime(entry.Start, i + 1 < begun.Count ? begun[i + 1].Start : end))),
    ];

    public void Begin(RunStage stage)
    {
        begun.Add((stage, Stopwatch.GetTimestamp()));
        if (stage == RunStage.Analyse)
        {
            progress.Show("analysing");
        }
    }

    public void Planned(CompilationPlan plan)
    {
        if (isQuiet)
        {
            return;
        }

        progress.Clear();
        foreach (string note in plan.Notes)
        {
            Messages.Note(note);
        }
    }

    public void Read(int done, int total) => progress.Show("reading", done, total);

    public void Finish()
    {
        end = Stopwatch.GetTimestamp();
        progress.Clear();
    }

    public void Dispose() => progress.Dispose();
}
