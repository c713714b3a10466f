namespace Cleak.Analysis;

/// <summary>
/// The tables that the analysis of one function fills. They are emptied and used again for the next one: making them anew costs more than
/// most functions do. One thread at a time.
/// </summary>
internal sealed class Workspace
{
    private readonly List<TermMarks> marks = [];
    private int takenMarks;

    public Workspace()
    {
        Cells = new CellTable(Terms);
        Sources = new TermSources(Terms);
        Exporter = new TermExporter(Terms);
    }

    public TermTable Terms { get; } = new();

    public FactTable Facts { get; } = new();

    public CellTable Cells { get; }

    public TermSources Sources { get; }

    public TermExporter Exporter { get; }

    public History History { get; } = new();

    public StatePool Pool { get; } = new();

    public CaseLists CaseLists { get; } = new();

    public GivenNames GivenNames { get; } = new();

    public MappedTerms MappedTerms { get; } = new();

    public TermMarks TakeMarks()
    {
        if (takenMarks == marks.Count)
        {
            marks.Add(new TermMarks());
        }

        TermMarks taken = marks[takenMarks++];
        taken.Clear();
        return taken;
    }

    public void Clear()
    {
        takenMarks = 0;
        Sources.Clear();
        Exporter.Clear();
        Terms.Clear();
        Facts.Clear();
        Cells.Clear();
        History.Clear();
        Pool.Reclaim();
        CaseLists.Clear();
        GivenNames.Clear();
    }
}
