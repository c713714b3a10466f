using System.Collections.Immutable;
using Cleak.Findings;

namespace Cleak.Analysis;

/// <summary>How a function comes to run on a thread that the program cancels.</summary>
/// <param name="Entry">The start routine through which it is reached.</param>
/// <param name="Steps">The creation of the thread.</param>
public sealed record CancelledRun(int Entry, ImmutableArray<TraceStep> Steps);

/// <summary>The functions that threads run which the program cancels, while they can be cancelled.</summary>
public static class CancelledThreads
{
    /// <summary>By function, how it is reached first.</summary>
    public static Dictionary<int, CancelledRun> Of(ProgramFacts program)
    {
        HashSet<HandlePlace> places = [.. program.Functions.SelectMany(function => function.CancelledPlaces)];
        var found = new Dictionary<int, CancelledRun>();
        var work = new Queue<int>();
        var modes = new ModeGuards(program.Program);
        foreach (FunctionFacts function in program.Functions)
        {
            foreach (ThreadCreation creation in function.Creations.Where(creation => creation.IsCancelled || creation.KeptIn.Any(places.Contains)))
            {
                TraceStep created = TraceStep.Here(creation.Span, function.Function.Name, $"thread created by '{creation.Callee}', which the program cancels", FlowStepKinds.Spawn);
                foreach (int entry in creation.StartRoutines.Where(entry => found.TryAdd(entry, new CancelledRun(entry, [created]))))
                {
                    work.Enqueue(entry);
                }
            }
        }

        while (work.Count > 0)
        {
            int function = work.Dequeue();
            foreach (int callee in program.Functions[function].CancellableCallees.Where(callee => !modes.AreAsked(function, callee) && found.TryAdd(callee, found[function])))
            {
                work.Enqueue(callee);
            }
        }

        return found;
    }
}
