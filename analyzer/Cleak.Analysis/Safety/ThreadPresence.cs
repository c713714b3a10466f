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
    private readonly ImmutableArray<FunctionFacts> functions;
    private readonly HashSet<int> programsWithThreads = [];
    private readonly HashSet<int> besideThreads = [];

    /// <summary>By function that runs on a thread: the creation of that thread.</summary>
    private readonly Dictionary<int, ThreadCreation> onThreads = [];

    internal ThreadPresence(Program program, ImmutableArray<FunctionFacts> functions, ImmutableArray<ImmutableArray<int>> callees)
    {
        this.program = program;
        this.functions = functions;
        foreach (FunctionFacts facts in functions)
        {
            if (facts.Creations.Any(creation => creation.Callee.Length > 0))
            {
                programsWithThreads.UnionWith(program.ProgramsOf(facts.Function.UnitIndex));
            }
        }

        FindOnThreads(callees);
        FindBeside(callees);
    }

    /// <summary>A program that the function is part of creates threads.</summary>
    public bool HasThreads(int function) => program.ProgramsOf(program.Functions[function].UnitIndex).Any(programsWithThreads.Contains);

    /// <summary>The function runs on a thread that the program creates.</summary>
    public bool RunsOnThread(int function) => onThreads.ContainsKey(function);

    /// <summary>A thread starts in the function.</summary>
    public bool IsEntry(int function) => onThreads.TryGetValue(function, out ThreadCreation? creation) && creation.StartRoutines.Contains(function);

    /// <summary>Whether threads can run beside what a function does at a defect in a child.</summary>
    public ThreadsThen At(Defect defect) =>
        defect.IsThreadCertain || RunsOnThread(defect.Function) ? ThreadsThen.Certain
        : besideThreads.Contains(defect.Function) && HasThreads(defect.Function) ? ThreadsThen.Likely
        : ThreadsThen.None;

    /// <summary>Whether threads can run beside a function.</summary>
    public ThreadsThen Beside(int function) =>
        RunsOnThread(function) ? ThreadsThen.Certain
        : besideThreads.Contains(function) && HasThreads(function) ? ThreadsThen.Likely
        : ThreadsThen.None;

    /// <summary>The steps that show where the threads come from; none where the path itself creates one.</summary>
    public IEnumerable<TraceStep> Before(Defect defect) => defect.IsThreadCertain ? [] : Before(defect.Function);

    public IEnumerable<TraceStep> Before(int function)
    {
        if (onThreads.TryGetValue(function, out ThreadCreation? creation))
        {
            return [Step(creation, $"thread created by '{creation.Callee}', on which '{program.Functions[function].Name}' runs")];
        }

        // A library without main is judged by its own threads.
        string whose = program.ProgramsOf(program.Functions[function].UnitIndex).Any(HasMain) ? "the program" : "this library";
        return SomeCreation(function) is { } some ? [Step(some, $"{whose} creates threads by '{some.Callee}'")] : [];
    }

    private TraceStep Step(ThreadCreation creation, string text) =>
        TraceStep.Here(creation.Span, program.Functions[creation.Function].Name, text, FlowStepKinds.Spawn);

    private bool HasMain(int index) => program.Programs[index].Any(unit => program.Units[unit].Functions.Any(function => function.Name == "main"));

    private ThreadCreation? SomeCreation(int function)
    {
        int unit = program.Functions[function].UnitIndex;
        return functions.Where(facts => program.ShareProgram(unit, facts.Function.UnitIndex)).SelectMany(facts => facts.Creations).FirstOrDefault(creation => creation.Callee.Length > 0);
    }

    private void FindOnThreads(ImmutableArray<ImmutableArray<int>> callees)
    {
        var work = new Queue<int>();
        foreach (ThreadCreation creation in functions.SelectMany(facts => facts.Creations))
        {
            foreach (int routine in creation.StartRoutines)
            {
                if (onThreads.TryAdd(routine, creation))
                {
                    work.Enqueue(routine);
                }
            }
        }

        while (work.TryDequeue(out int function))
        {
            foreach (int callee in Callees(function, callees))
            {
                if (onThreads.TryAdd(callee, onThreads[function]))
                {
                    work.Enqueue(callee);
                }
            }
        }
    }

    private void FindBeside(ImmutableArray<ImmutableArray<int>> callees)
    {
        var called = new HashSet<int>(callees.SelectMany(c => c));
        var work = new Queue<int>();
        void Add(int function)
        {
            if (besideThreads.Add(function))
            {
                work.Enqueue(function);
            }
        }

        foreach (FunctionFacts facts in functions)
        {
            // Who calls what nobody calls by name is not seen: a handler, a library's user. Only main starts alone.
            if (!called.Contains(facts.Function.Id) && facts.Function.Name != "main")
            {
                Add(facts.Function.Id);
            }

            foreach (int callee in facts.CalleesWithThreads)
            {
                Add(callee);
            }
        }

        foreach (int function in onThreads.Keys)
        {
            Add(function);
        }

        while (work.TryDequeue(out int function))
        {
            foreach (int callee in Callees(function, callees))
            {
                Add(callee);
            }
        }
    }

    private IEnumerable<int> Callees(int function, ImmutableArray<ImmutableArray<int>> callees) =>
        callees[function].Concat(functions[function].Callees).Distinct();
}
