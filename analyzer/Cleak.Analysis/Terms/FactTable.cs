namespace Cleak.Analysis;

/// <summary>Facts interned to ids, so that a state copies and compares them as integers. Id 0 is "nothing known".</summary>
internal sealed class FactTable
{
    private readonly Dictionary<Fact, int> ids = new() { [Fact.Top] = 0 };
    private Fact[] facts = new Fact[64];

    public FactTable()
    {
        facts[0] = Fact.Top;
    }

    public ref readonly Fact this[int id] => ref facts[id];

    public void Clear()
    {
        ids.Clear();
        ids.Add(Fact.Top, 0);
    }

    public int Intern(Fact fact)
    {
        if (ids.TryGetValue(fact, out int id))
        {
            return id;
        }

        id = ids.Count;
        if (id == facts.Length)
        {
            Array.Resize(ref facts, id * 2);
        }

        facts[id] = fact;
        ids.Add(fact, id);
        return id;
    }
}
