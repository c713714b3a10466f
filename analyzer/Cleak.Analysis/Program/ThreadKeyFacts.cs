namespace Cleak.Analysis;

/// <summary>Keys of thread-specific data, over the whole program.</summary>
public sealed class ThreadKeyFacts
{
    private readonly HashSet<HandlePlace> bare = [];
    private readonly HashSet<HandlePlace> cared = [];
    private readonly HashSet<int> onThreads = [];
    private readonly ProgramFacts program;

    public ThreadKeyFacts(ProgramFacts program)
    {
        this.program = program;
        foreach (ThreadKeyFact fact in program.Functions.SelectMany(function => function.ThreadKeys))
        {
            (fact.Use == ThreadKeyUse.MadeBare ? bare : cared).Add(fact.Key);
        }

        if (bare.Count > 0)
        {
            FindOnThreads();
        }
    }

    /// <summary>Every way in which the key is made gives it no destructor, and nothing gets a value out of it to release it.</summary>
    public bool IsForgetful(HandlePlace key) => bare.Contains(key) && !cared.Contains(key);

    /// <summary>The function runs on a thread that ends, or on whichever its caller, who is not seen, has.</summary>
    public bool MayRunOnThread(int function) =>
        onThreads.Contains(function) || !program.Program.ProgramsOf(program.Program.Functions[function].UnitIndex).Any(HasMain);

    private bool HasMain(int one) => program.Functions.Any(function => function.Function.Name == "main" && program.Program.ProgramsOf(function.Function.UnitIndex).Contains(one));

    private void FindOnThreads()
    {
        var work = new Queue<int>();
        foreach (int entry in program.Functions.SelectMany(function => function.Creations).SelectMany(creation => creation.StartRoutines))
        {
            if (!program.Program.Endless[entry] && onThreads.Add(entry))
            {
                work.Enqueue(entry);
            }
        }

        while (work.Count > 0)
        {
            foreach (int callee in program.Functions[work.Dequeue()].Callees)
            {
                if (onThreads.Add(callee))
                {
                    work.Enqueue(callee);
                }
            }
        }
    }
}
