namespace Cleak.Clang;

/// <summary>The children of a node in source order, for <c>foreach</c>.</summary>
public readonly ref struct NodeChildren
{
    private readonly int[] _ends;
    private readonly int _node;

    internal NodeChildren(int[] ends, int node)
    {
        _ends = ends;
        _node = node;
    }

    public Enumerator GetEnumerator() => new(_ends, _node);

    /// <summary>Walks from one child to the end of its subtree, which is the next child.</summary>
    public ref struct Enumerator
    {
        private readonly int[] _ends;
        private readonly int _end;
        private int _next;

        internal Enumerator(int[] ends, int node)
        {
            _ends = ends;
            _end = ends[node];
            _next = node + 1;
        }

        public int Current { get; private set; } = CursorTree.None;

        public bool MoveNext()
        {
            if (_next >= _end)
            {
                return false;
            }

            Current = _next;
            _next = _ends[_next];
            return true;
        }
    }
}
