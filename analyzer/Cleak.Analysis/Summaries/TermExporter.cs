using System.Collections.Immutable;

namespace Cleak.Analysis;

/// <summary>
/// Copies terms out of a function's table: what a caller can name as it is, the rest as opaque values of their own with the bounds they
/// have by type. Used again from function to function.
/// </summary>
internal sealed class TermExporter(TermTable source)
{
    private readonly TermMarks exported = new();

    /// <summary>By term, for those in <see cref="exported"/>.</summary>
    private int[] exportedAs = new int[256];
    private readonly List<Term> terms = [default];

    public void Clear()
    {
        exported.Clear();
        terms.RemoveRange(1, terms.Count - 1);
    }

    public ImmutableArray<Term> Terms => [.. terms];

    /// <summary>By exported term: whatever is computed, acquired or not known, and what is read through it.</summary>
    public ImmutableArray<bool> AreOfCase()
    {
        var areOfCase = new bool[terms.Count];
        for (int id = 1; id < areOfCase.Length; id++)
        {
            // An address is exported before what is read from it.
            areOfCase[id] = terms[id] switch
            {
                { Kind: TermKind.Content } content => areOfCase[content.A],
                { Kind: TermKind.Parameter or TermKind.GlobalAddress or TermKind.FunctionAddress or TermKind.StringAddress or TermKind.WideConstant } => false,
                _ => true,
            };
        }

        return [.. areOfCase];
    }

    public bool IsExported(int term) => exported.Contains(term);

    public Value Export(Value value) => value.IsTerm ? Value.Of(Export(value.Term), value.Offset) : value;

    public int Export(int id)
    {
        if (exported.Contains(id))
        {
            return exportedAs[id];
        }

        Term term = source[id];
        if (IsExportable(id))
        {
            switch (term.Kind)
            {
                case TermKind.Content:
                    term.A = Export(term.A);
                    break;
                case TermKind.Unary or TermKind.Cast or TermKind.Binary or TermKind.Element:
                    term.Left = Export(term.Left);
                    term.Right = Export(term.Right);
                    break;
            }
        }
        else if (term.Kind != TermKind.Acquired)
        {
            term = new Term { Kind = TermKind.Fresh, A = id, Low = term.Low, High = term.High };
        }

        int fresh = terms.Count;
        terms.Add(term);
        if (id >= exportedAs.Length)
        {
            Array.Resize(ref exportedAs, Math.Max(id + 1, exportedAs.Length * 2));
        }

        exported.Add(id);
        exportedAs[id] = fresh;
        return fresh;
    }

    /// <summary>Made of what the caller can name and of what it gets; an array's element is, whatever its index.</summary>
    private bool IsExportable(int id)
    {
        Term term = source[id];
        return term.Kind switch
        {
            TermKind.Acquired => true,
            TermKind.Content => term.C == 0 && IsExportable(term.A),
            TermKind.Unary or TermKind.Cast => !term.Left.IsTerm || IsExportable(term.Left.Term),
            // The object counts; a distance that the caller cannot be told is any.
            TermKind.Element => !term.Left.IsTerm || IsExportable(term.Left.Term),
            TermKind.Binary => (!term.Left.IsTerm || IsExportable(term.Left.Term)) && (!term.Right.IsTerm || IsExportable(term.Right.Term)),
            _ => source.IsInterface(id),
        };
    }
}
