using ClangSharp.Interop;

namespace Cleak.Clang;

/// <summary>Some cursors of one unit, in source order.</summary>
public readonly ref struct CursorList
{
    private readonly ClangTranslationUnit _unit;
    private readonly List<CXCursor> _cursors;

    internal CursorList(ClangTranslationUnit unit, List<CXCursor> cursors)
    {
        _unit = unit;
        _cursors = cursors;
    }

    public int Count => _cursors.Count;

    public Cursor this[int index] => new(_unit, _cursors[index]);

    public Enumerator GetEnumerator() => new(this);

    /// <summary>Walks the list in <c>foreach</c>.</summary>
    public ref struct Enumerator
    {
        private readonly CursorList _list;
        private int _index = -1;

        internal Enumerator(CursorList list)
        {
            _list = list;
        }

        public readonly Cursor Current => _list[_index];

        public bool MoveNext() => ++_index < _list.Count;
    }
}
