using System.Collections.Immutable;

namespace Cleak.Analysis;

/// <summary>The facts of all functions, and what follows from them for the whole program.</summary>
public sealed class ProgramFacts
{
    private readonly Lazy<ExitHandlers> exitHandlers;

    internal ProgramFacts(Program program, ImmutableArray<FunctionFacts> functions, ImmutableArray<ImmutableArray<int>> callees)
    {
        Program = program;
        Functions = functions;
        Threads = new ThreadGraph(program, functions, callees);
        Handlers = new ForkHandlers(program, functions);
        exitHandlers = new Lazy<ExitHandlers>(() => new ExitHandlers(program));
        Objects = (program.Safety.Notes & SafetyNotes.SigAtomic) != 0 ? new HandlerObjects(program, functions, Threads.Reach, Threads.Creations) : null;
    }

    public Program Program { get; }

    /// <summary>Whose promises rules may build on.</summary>
    public SafetyProfile Profile => Program.Safety;

    /// <summary>Whose C library it is.</summary>
    public LibcProfile Libc => Profile.Libc;

    public ImmutableArray<FunctionFacts> Functions { get; }

    /// <summary>Who creates, joins and detaches threads, and what runs on them.</summary>
    public ThreadGraph Threads { get; }

    /// <summary>Which functions run on threads or beside them.</summary>
    public ThreadPresence Presence => Threads.Presence;

    /// <summary>What pthread_atfork has run around forks.</summary>
    public ForkHandlers Handlers { get; }

    /// <summary>What exit runs.</summary>
    public ExitHandlers ExitHandlers => exitHandlers.Value;

    /// <summary>Static objects that signal handlers share with what they interrupt; null where they are not asked for.</summary>
    public HandlerObjects? Objects { get; }

    /// <summary>The allocator that stands in the place of the C library's in a program that the function is part of; null for none.</summary>
    public string? ForeignAllocator(int function) =>
        Program.ProgramsOf(Program.Functions[function].UnitIndex).Select(index => Program.Allocators[index]).FirstOrDefault(name => name is not null);

    /// <summary>A program that the function is part of allocates, and does not define the allocator itself.</summary>
    public bool AllocatesByLibrary(int function)
    {
        int unit = Program.Functions[function].UnitIndex;
        bool allocates = false;
        foreach (FunctionFacts facts in Functions)
        {
            if ((facts.UnsafeCalls.Any(call => call.Kind == UnsafeKind.Allocation) || facts.Function.Name == "malloc") && Program.ShareProgram(unit, facts.Function.UnitIndex))
            {
                if (facts.Function.Name == "malloc")
                {
                    return false;
                }

                allocates = true;
            }
        }

        return allocates;
    }
}
