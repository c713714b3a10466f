using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;
using System.Runtime.InteropServices;
using ClangSharp.Interop;

namespace Cleak.Clang;

/// <summary>
/// The tree below one declaration, flat: nodes are numbers in preorder, so the subtree of a node is the numbers from it up
/// to <see cref="End"/>. Built in one native pass; from then on structure and kind are array reads, and the rest is asked
/// from libclang when wanted. Dead once disposed, or once its translation unit is.
/// </summary>
/// <remarks>
/// One visit with recursion costs half of visiting every node's children apart. Leaf kinds are not descended into, nor are
/// records and enums that are declared inside (their contents are had through their types, and would be repeated for each variable).
/// </remarks>
public sealed unsafe class CursorTree : IDisposable
{
    /// <summary>The node of the cursor that the tree was made from.</summary>
    public const int Root = 0;

    /// <summary>No node.</summary>
    public const int None = -1;

    private readonly ClangTranslationUnit _unit;
    private CXCursor[] _cursors = [];
    private int[] _parents = [];
    private int[] _ends = [];
    private int[] _types = [];
    private int _count;
    private bool _isInUse;
    private ExceptionDispatchInfo? _exception;

    internal CursorTree(ClangTranslationUnit unit)
    {
        _unit = unit;
    }

    /// <summary>The number of nodes.</summary>
    public int Count => _count;

    public ClangTranslationUnit Unit => _unit;

    public CXCursorKind Kind(int node) => _cursors[node].kind;

    /// <summary>The node above, or <see cref="None"/> for the root.</summary>
    public int Parent(int node) => _parents[node];

    /// <summary>The first number after the subtree of a node.</summary>
    public int End(int node) => _ends[node];

    public bool IsLeaf(int node) => _ends[node] == node + 1;

    public int FirstChild(int node) => IsLeaf(node) ? None : node + 1;

    /// <summary>The next child of the same parent, or <see cref="None"/>.</summary>
    public int NextSibling(int node)
    {
        int parent = _parents[node];
        int next = _ends[node];
        return parent >= 0 && next < _ends[parent] ? next : None;
    }

    public int LastChild(int node)
    {
        int last = None;
        for (int child = node + 1; child < _ends[node]; child = _ends[child])
        {
            last = child;
        }

        return last;
    }

    public int ChildCount(int node)
    {
        int count = 0;
        for (int child = node + 1; child < _ends[node]; child = _ends[child])
        {
            count++;
        }

        return count;
    }

    /// <summary>The child of that number, or <see cref="None"/>.</summary>
    public int Child(int node, int index)
    {
        int child = node + 1;
        for (; child < _ends[node]; child = _ends[child])
        {
            if (index-- == 0)
            {
                return child;
            }
        }

        return None;
    }

    public NodeChildren Children(int node) => new(_ends, node);

    /// <summary>The cursor of a node, for what has no shortcut here.</summary>
    public Cursor Cursor(int node) => new(_unit, Native(node));

    public CType Type(int node) => _unit.Type(TypeId(node));

    /// <summary>The type as written; none for nodes without one, such as most statements.</summary>
    public TypeId TypeId(int node)
    {
        int known = _types[node];
        if (known < 0)
        {
            known = _unit.Types.Intern(clang.getCursorType(Native(node))).Index;
            _types[node] = known;
        }

        return new TypeId(known);
    }

    public TypeId CanonicalTypeId(int node) => _unit.Types.Canonical(TypeId(node));

    public CType CanonicalType(int node) => _unit.Type(CanonicalTypeId(node));

    public CXTypeKind CanonicalTypeKind(int node) => _unit.Types[CanonicalTypeId(node)].kind;

    /// <summary>What a use refers to: a variable, function, field, constant or label.</summary>
    public Cursor Referenced(int node) => new(_unit, clang.getCursorReferenced(Native(node)));

    /// <summary>The number of the declared thing that a use refers to.</summary>
    public DeclarationId ReferencedDeclaration(int node) => _unit.Declarations.Intern(clang.getCursorReferenced(Native(node)));

    /// <summary>The number of the thing that this node declares.</summary>
    public DeclarationId Declaration(int node) => _unit.Declarations.Intern(Native(node));

    /// <summary>The LabelStmt that a LabelRef (or the GotoStmt or AddrLabelExpr above it) means, or <see cref="None"/>.</summary>
    public int LabelTarget(int node)
    {
        CXCursorKind kind = Kind(node);
        if (kind is CXCursorKind.CXCursor_GotoStmt or CXCursorKind.CXCursor_AddrLabelExpr)
        {
            node = FirstChild(node);
            if (node == None)
            {
                return None;
            }
        }

        return Find(clang.getCursorReferenced(Native(node)));
    }

    /// <summary>The node of a cursor, by search from the front, or <see cref="None"/>.</summary>
    public int Find(Cursor cursor) => Find(cursor.Native);

    public CXBinaryOperatorKind BinaryOperator(int node) => clang.getCursorBinaryOperatorKind(Native(node));

    public CXUnaryOperatorKind UnaryOperator(int node) => clang.getCursorUnaryOperatorKind(Native(node));

    public string Spelling(int node) => NativeText.Take(clang.getCursorSpelling(Native(node)));

    /// <summary>The user's place: where a macro is used, not where it is written.</summary>
    public SourcePosition Location(int node) => _unit.ExpansionPosition(clang.getCursorLocation(Native(node)));

    /// <summary>The user's place, and whether a macro stands there.</summary>
    public SourcePosition Location(int node, out bool isInMacro)
    {
        CXSourceLocation location = clang.getCursorLocation(Native(node));
        isInMacro = LocationMap.IsInMacro(location);
        return _unit.ExpansionPosition(location);
    }

    /// <summary>Where the characters are: inside the macro's definition or argument; none for pasted tokens.</summary>
    public SourcePosition SpellingLocation(int node) => _unit.SpellingPosition(clang.getCursorLocation(Native(node)));

    public bool IsInMacro(int node) => LocationMap.IsInMacro(clang.getCursorLocation(Native(node)));

    /// <summary>The whole stretch in the user's text. Lexes the last token again: dear.</summary>
    public SourceExtent Extent(int node) => Cursor(node).Extent;

    /// <summary>The characters of a node where they are written; empty when they do not lie together, as inside macros. Dear.</summary>
    public ReadOnlySpan<byte> SpelledText(int node) => Cursor(node).SpelledText;

    /// <summary>The value of a constant expression of an integer type of at most 64 bits; false when it has none.</summary>
    public bool TryEvaluateInteger(int node, out ConstantInteger value) => ConstantEvaluation.TryInteger(Native(node), out value);

    /// <summary>The value of a constant expression of a floating type; false when it has none.</summary>
    public bool TryEvaluateFloating(int node, out double value) => ConstantEvaluation.TryFloating(Native(node), out value);

    /// <summary>Gives the arrays back for the next tree of the unit.</summary>
    public void Dispose()
    {
        if (_isInUse)
        {
            _isInUse = false;
            _count = 0;
            _unit.GiveBack(this);
        }
    }

    /// <summary>The unit is gone: without arrays every later access throws.</summary>
    internal void Invalidate()
    {
        _isInUse = false;
        _count = 0;
        _cursors = [];
        _parents = _ends = _types = [];
    }

    internal void Fill(in CXCursor root)
    {
        _isInUse = true;
        _exception = null;
        _count = 0;
        Append(root, None);
        using (var self = new GCHandle<CursorTree>(this))
        {
            _ = clang.visitChildren(root, &Visit, (void*)GCHandle<CursorTree>.ToIntPtr(self));
        }

        _exception?.Throw();
        Close();
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static CXChildVisitResult Visit(CXCursor cursor, CXCursor parent, void* data)
    {
        CursorTree tree = GCHandle<CursorTree>.FromIntPtr((nint)data).Target;
        try
        {
            return tree.Add(cursor, parent);
        }
        catch (Exception exception)
        {
            // An exception that left this callback would end the process.
            tree._exception = ExceptionDispatchInfo.Capture(exception);
            return CXChildVisitResult.CXChildVisit_Break;
        }
    }

    private CXChildVisitResult Add(in CXCursor cursor, in CXCursor parent)
    {
        if (CursorIdentity.IsSameValue(cursor, parent))
        {
            // The constant of a case label is handed out twice, once as the child of itself.
            return CXChildVisitResult.CXChildVisit_Recurse;
        }

        // In preorder the parent is the last node or one above it.
        int above = _count - 1;
        while (above > 0 && !CursorIdentity.IsSameValue(_cursors[above], parent))
        {
            above = _parents[above];
        }

        Append(cursor, above);
        return cursor.kind.IsLeaf() || cursor.kind is CXCursorKind.CXCursor_StructDecl or CXCursorKind.CXCursor_UnionDecl or CXCursorKind.CXCursor_EnumDecl
            ? CXChildVisitResult.CXChildVisit_Continue
            : CXChildVisitResult.CXChildVisit_Recurse;
    }

    private void Append(in CXCursor cursor, int parent)
    {
        if (_count == _cursors.Length)
        {
            int size = Math.Max(256, _count * 2);
            Array.Resize(ref _cursors, size);
            Array.Resize(ref _parents, size);
            Array.Resize(ref _ends, size);
            Array.Resize(ref _types, size);
        }

        _cursors[_count] = cursor;
        _parents[_count] = parent;
        _types[_count] = -1;
        _ends[_count] = ++_count;
    }

    private void Close()
    {
        for (int node = _count - 1; node > 0; node--)
        {
            int parent = _parents[node];
            _ends[parent] = Math.Max(_ends[parent], _ends[node]);
        }
    }

    private int Find(in CXCursor cursor)
    {
        for (int node = 0; node < _count; node++)
        {
            if (CursorIdentity.IsSameNode(_cursors[node], cursor))
            {
                return node;
            }
        }

        return None;
    }

    private ref readonly CXCursor Native(int node)
    {
        _unit.ThrowIfDisposed();
        return ref _cursors[node];
    }
}
