using Cleak.Analysis;
using Cleak.Ir;
using Cleak.Tests.Lowering;

namespace Cleak.Tests.States;

/// <summary>The parts that decide which states of a function merge, without a run: states are made by hand.</summary>
internal sealed class StateScene
{
    private readonly TranslationUnit unit;

    public StateScene(string source)
    {
        unit = LoweredSample.Text(source);
        Analysis.Program program = ProgramLinker.Link([unit]);
        Summaries = new SummarySet(program.Functions.Length);
        Context = new AnalysisContext(program, new FunctionCode(program.Functions[^1]), new Workspace());
        Path = new PathCondition(Context);
        Merger = new StateMerger(Context, Path);
        Questions = new LaterQuestions(Context, Summaries);
        Kinship = new StateKinship(Context, Summaries);
        Reduction = new StateReduction(Context, Merger, Summaries);
    }

    public SummarySet Summaries { get; }

    public AnalysisContext Context { get; }

    public PathCondition Path { get; }

    public StateMerger Merger { get; }

    public LaterQuestions Questions { get; }

    public StateKinship Kinship { get; }

    public StateReduction Reduction { get; }

    public Function Function => Context.Function;

    /// <summary>The block that begins with the call of a function.</summary>
    public int BlockOfCall(string name) =>
        Function.Blocks.First(block => block.Instructions.Any(instruction => instruction is CallInstruction { DirectCallee.Name: var callee } && callee == name)).Ordinal;

    public int Slot(string name) => Function.Locals.Select((local, slot) => (local.Name, slot)).First(entry => entry.Name == name).slot;

    public int Place(string name) => Questions.PlaceOf(Context.Terms.LocalAddress(Slot(name)), 0);

    /// <summary>A state in which these variables have these values.</summary>
    public AbstractState State(params (string Name, Value Value)[] values)
    {
        AbstractState state = Context.Pool.New();
        foreach ((string name, Value value) in values)
        {
            state.SetCell(Cell(name), value);
        }

        state.ComputeHash();
        return state;
    }

    public Value ValueOf(AbstractState state, string name) => state.FindCell(Cell(name)) is >= 0 and var at ? state.CellValues[at] : Value.None;

    public Value Constant(long value) => Context.Terms.Constant(value);

    /// <summary>A block that the instruction of that number acquired.</summary>
    public Value Block(AbstractState state, int instruction, ResourceState now)
    {
        int term = Context.Terms.Acquired(instruction, 0, 0, ResourceKind.Heap);
        Context.History.Record(state, instruction, EventKind.Acquire, term);
        state.SetResource(new Resource(term, ResourceKind.Heap, now, ResourceFlags.None, 0, state.History, state.History));
        return Value.Of(term);
    }

    private int Cell(string name) => Context.Cells.Intern(new Cell(Context.Terms.LocalAddress(Slot(name)), 0, (byte)Function.Locals[Slot(name)].Type.Size, 0, 0));
}
