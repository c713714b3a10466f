using System.Runtime.InteropServices;

namespace Cleak.Analysis;

/// <summary>What terms may be, or point into, beside what they are made of: the outcome of a merge, of a search in a string.</summary>
internal sealed class TermSources(TermTable terms)
{
    private const int MaxSources = 16;

    private readonly TermMarks looked = new(), have = new();

    /// <summary>By term, for those in <see cref="have"/>: the number of its list.</summary>
    private int[] listOf = new int[64];
    private readonly List<List<int>> lists = [];
    private int count;

    public void Clear()
    {
        have.Clear();
        count = 0;
    }

    /// <summary>Says that a term may be, or point into, what another names.</summary>
    public void Add(int term, int source)
    {
        List<int> list = have.Add(term) ? Begin(term) : lists[listOf[term]];
        if (term != source && list.Count < MaxSources && !list.Contains(source))
        {
            list.Add(source);
        }
    }

    /// <summary>The terms that a term may be, itself left out, as far as they are recorded.</summary>
    public ReadOnlySpan<int> Of(int term) => have.Contains(term) ? CollectionsMarshal.AsSpan(lists[listOf[term]]) : [];

    /// <summary>Whether a term may be another, or be computed from it.</summary>
    public bool MayName(int term, int wanted)
    {
        if (terms.Names(term, wanted))
        {
            return true;
        }

        if (!have.Contains(terms.Object(term)))
        {
            return false;
        }

        looked.Clear();
        return MayBe(terms.Object(term), wanted);
    }

    private bool MayBe(int term, int wanted)
    {
        if (!have.Contains(term) || !looked.Add(term))
        {
            return false;
        }

        foreach (int source in lists[listOf[term]])
        {
            if (terms.Names(source, wanted) || MayBe(terms.Object(source), wanted))
            {
                return true;
            }
        }

        return false;
    }

    private List<int> Begin(int term)
    {
        if (term >= listOf.Length)
        {
            Array.Resize(ref listOf, Math.Max(term + 1, listOf.Length * 2));
        }

        if (count == lists.Count)
        {
            lists.Add([]);
        }

        lists[count].Clear();
        listOf[term] = count;
        return lists[count++];
    }
}
