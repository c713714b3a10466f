using System.Collections.Immutable;
using Cleak.Findings;

namespace Cleak.Analysis;

/// <summary>Whether other threads can run where a function forks.</summary>
public enum ThreadsThen
{
    /// <summary>No program with the function creates threads before it can get there.</summary>
    None,

    /// <summary>The program creates threads, in an order that no path tells.</summary>
    Likely,

    /// <summary>A thread is created on the path, or the function runs on one.</summary>
    Certain,
}

/// <summary>
/// Threads of the whole program: which functions run on them, which can run beside them, and the creation that shows it. Threads that are created
/// behind all calls of a function, or joined before them, are none to it.
/// </summary>
public sealed class ThreadPresence
{
    private readonly Program program;
    private readonly ImmutableArray<ProgramThreads> threads;
    private readonly LockHolders holders;

    internal ThreadPresence(Program program, ImmutableArray<FunctionFacts> functions, ThreadReach reach, ImmutableArray<ThreadCreation> creations)
    {
        this.program = program;
        threads = creations.IsEmpty ? [] : [.. Enumerable.Range(0, program.Programs.Length).Select(index => ProgramThreads.Of(program, index, functions, reach, creations)).OfType<ProgramThreads>()];
        holders = new LockHolders(functions, reach);
    }

    /// <summary>A program that the function is part of creates threads.</summary>
    public bool HasThreads(int function) => Of(function).Any();

    /// <summary>The function runs on a thread that the program creates.</summary>
    public bool RunsOnThread(int function) => ThreadOf(function) is not null;

    /// <summary>A thread starts in the function.</summary>
    public bool IsEntry(int function) => ThreadOf(function) is { } creation && creation.StartRoutines.Contains(function);

    /// <summary>Whether threads can run beside what a function does at a defect in a child.</summary>
    public ThreadsThen At(Defect defect) => defect.IsThreadCertain ? ThreadsThen.Certain : Beside(defect.Function);

    /// <summary>Whether threads can run beside a function.</summary>
    public ThreadsThen Beside(int function) =>
        RunsOnThread(function) ? ThreadsThen.Certain
        : Of(function).Any(one => one.IsBeside(function)) ? ThreadsThen.Likely
        : ThreadsThen.None;

    /// <summary>
    /// Some thread beside the fork can hold the lock that a call in the child takes: its own, one of the C library, or those of streams. False
    /// only where all that such threads run is seen, and none of it takes the lock.
    /// </summary>
    public bool CanBeHeld(Defect defect, UnsafeCall call) =>
        Of(defect.Function).Any(one => (defect.IsThreadCertain || one.IsBeside(defect.Function)) && holders.CanHold(one, defect, call));

    /// <summary>The steps that show where the threads come from; none where the path itself creates one.</summary>
    public IEnumerable<TraceStep> Before(Defect defect) => defect.IsThreadCertain ? [] : Before(defect.Function);

    public IEnumerable<TraceStep> Before(int function)
    {
        if (ThreadOf(function) is { } creation)
        {
            return [Step(creation, $"thread created by '{creation.Callee}', on which '{program.Functions[function].Name}' runs")];
        }

        // One that happens where the function is called is told before one of which nobody sees when it does.
        ProgramThreads? whose = Of(function).Where(one => one.IsBeside(function)).OrderBy(one => one.IsFromOutside(function) ? 1 : 0).FirstOrDefault() ?? Of(function).FirstOrDefault();
        if (whose is null)
        {
            return [];
        }

        // A library without main is judged by its own threads.
        string name = whose.HasMain ? "the program" : "this library";
        string when = !whose.IsBeside(function) || whose.IsFromOutside(function) ? ", before this or later" : " before this";
        int unit = program.Functions[function].UnitIndex;
        return whose.Before(function).OrderBy(one => program.Functions[one.Function].UnitIndex == unit ? 0 : 1).FirstOrDefault() is { } some
            ? [Step(some, $"{name} creates threads by '{some.Callee}'{when}")]
            : [];
    }

    private ThreadCreation? ThreadOf(int function) => Of(function).Select(one => one.ThreadOf(function)).FirstOrDefault(creation => creation is not null);

    private IEnumerable<ProgramThreads> Of(int function) => threads.Where(one => one.Holds(function));

    private TraceStep Step(ThreadCreation creation, string text) =>
        TraceStep.Here(creation.Span, program.Functions[creation.Function].Name, text, FlowStepKinds.Spawn);
}
