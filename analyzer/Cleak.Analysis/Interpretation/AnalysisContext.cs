using Cleak.Ir;

namespace Cleak.Analysis;

/// <summary>What the parts of one function's analysis share. Lives as long as the function is interpreted.</summary>
internal sealed class AnalysisContext(Program program, FunctionCode code, Workspace workspace)
{
    public Program Program { get; } = program;

    public FunctionCode Code { get; } = code;

    public Function Function { get; } = code.Function;

    public int UnitIndex { get; } = code.Linked.UnitIndex;

    public TermTable Terms { get; } = workspace.Terms;

    public FactTable Facts { get; } = workspace.Facts;

    public CellTable Cells { get; } = workspace.Cells;

    public History History { get; } = workspace.History;

    public StatePool Pool { get; } = workspace.Pool;

    public CaseLists CaseLists { get; } = workspace.CaseLists;

    public TermExporter Exporter { get; } = workspace.Exporter;

    public MappedTerms MappedTerms { get; } = workspace.MappedTerms;

    public GivenNames GivenNames { get; } = workspace.GivenNames;

    /// <summary>What merges and outcomes of calls cost so far, in the units of <see cref="EngineLimits.WorkPerFunction"/>.</summary>
    public int Work { get; private set; }

    public void Spend(AbstractState state) => Work += 1 + ((state.CellCount + state.DefaultCount) >> 4);

    private readonly TermSources sources = workspace.Sources;

    /// <inheritdoc cref="TermSources.Add"/>
    public void Derive(int term, int source) => sources.Add(term, source);

    /// <summary>Objects into which something was written through a pointer that may or may not lead there.</summary>
    public HashSet<int> VaguelyWritten { get; } = [];

    /// <summary>Something is written through a pointer of which only is known what it may be made of.</summary>
    public void NoteVagueWrite(int term) => NoteVagueWrite(term, 0);

    private void NoteVagueWrite(int term, int depth)
    {
        Term address = Terms[term];
        bool isNew = address.Kind is TermKind.LocalAddress or TermKind.GlobalAddress or TermKind.WideConstant || !VaguelyWritten.Add(term);
        if (isNew || depth > 12)
        {
            return;
        }

        if (address.Left.IsTerm)
        {
            NoteVagueWrite(Terms.Object(address.Left.Term), depth + 1);
        }

        if (address.Right.IsTerm)
        {
            NoteVagueWrite(Terms.Object(address.Right.Term), depth + 1);
        }

        foreach (int source in SourcesOf(term))
        {
            NoteVagueWrite(Terms.Object(source), depth + 1);
        }
    }

    /// <inheritdoc cref="TermSources.MayName"/>
    public bool MayName(int term, int wanted) => sources.MayName(term, wanted);

    /// <inheritdoc cref="TermSources.Of"/>
    public ReadOnlySpan<int> SourcesOf(int term) => sources.Of(term);

    /// <summary>A set for terms of this function, empty; its owner's for as long as the function is interpreted.</summary>
    public TermMarks TakeMarks() => workspace.TakeMarks();

    /// <summary>What is acquired, by its term, where it is no heap block: for texts.</summary>
    public Dictionary<int, ResourceKind> AcquiredKinds { get; } = [];

    /// <summary>Numbers that the caller gave and that are kept where it does not see: they may be descriptors.</summary>
    public KeptHandles KeptHandles { get; } = new();

    /// <summary>Values of thread-specific data.</summary>
    public ThreadKeys ThreadKeys => threadKeys ??= new ThreadKeys(this);

    private ThreadKeys? threadKeys;

    /// <summary>Something is known of such values.</summary>
    public bool HasThreadKeys => threadKeys is not null;

    /// <summary>Blocks that the caller gave and that are taken care of under names that it does not know.</summary>
    public EntryNames EntryNames => entryNames ??= new EntryNames(this);

    private EntryNames? entryNames;

    /// <summary>Blocks of the caller's that are copied byte by byte.</summary>
    public CopiedContents CopiedContents => copiedContents ??= new CopiedContents(Terms);

    private CopiedContents? copiedContents;

    /// <summary>Names of resource families, by the number in <see cref="Resource.Family"/>.</summary>
    public List<string> Families { get; } = [""];

    public int Family(string name)
    {
        int at = Families.IndexOf(name);
        if (at < 0)
        {
            at = Families.Count;
            Families.Add(name);
        }

        return at;
    }
}
