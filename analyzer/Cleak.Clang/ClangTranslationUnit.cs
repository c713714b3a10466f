using System.Buffers;
using System.Runtime.InteropServices;
using ClangSharp.Interop;

namespace Cleak.Clang;

/// <summary>
/// One parsed C file with everything it includes: the way into the AST. Everything got from a unit is a view into native
/// memory that dies with it, so the unit is parsed, lowered and disposed; use after that throws.
/// </summary>
/// <remarks>
/// <para>A unit, its trees and its cursors belong to one thread at a time. Deep sources need a deep stack: parse and
/// lower on a <see cref="ParseThread"/>.</para>
/// <code>
/// using IndexHandle index = IndexHandle.Create();                      // one a thread
/// using var unit = ClangTranslationUnit.Parse(index, new ParseRequest { Arguments = ["clang", "-std=gnu17", "a.c"] });
/// foreach (ClangDiagnostic diagnostic in unit.Diagnostics) { … }       // plain records, outlive the unit
///
/// TopLevelDeclarations top = unit.TopLevel;                            // functions and variables, see its remarks
/// for (int i = 0; i &lt; top.Count; i++)
/// {
///     Cursor declaration = top[i];                                     // a ref struct: cannot be stored in a field
///     if (top.Kind(i) == CXCursor_FunctionDecl &amp;&amp; declaration.IsDefinition)
///     {
///         using CursorTree tree = unit.Tree(declaration);              // one native pass; then plain node numbers
///         foreach (int child in tree.Children(CursorTree.Root))
///             switch (tree.Kind(child))
///             {
///                 case CXCursor_ParmDecl: … tree.Declaration(child) …
///                 case CXCursor_CompoundStmt: … tree.Children(child) …
///             }
///     }
/// }
/// </code>
/// <para><b>Nodes</b> (<see cref="CursorTree"/>) are ints in preorder: <c>Kind, Parent, Children, FirstChild, NextSibling,
/// ChildCount, Child(n, i), End</c>. Structure and kind are array reads; all else is asked from libclang when wanted:
/// <c>Type(n)</c>, <c>TypeId(n)</c>, <c>CanonicalTypeId(n)</c>, <c>CanonicalTypeKind(n)</c> (cached); <c>Referenced(n)</c>,
/// <c>ReferencedDeclaration(n)</c> (use → declaration), <c>Declaration(n)</c> (declaration node → its id),
/// <c>LabelTarget(n)</c>, <c>BinaryOperator(n)</c>, <c>UnaryOperator(n)</c>, <c>TryEvaluateInteger(n)</c>, <c>Spelling(n)</c>,
/// <c>Location(n)</c> (the user's place), <c>SpellingLocation(n)</c> (inside the macro), <c>IsInMacro(n)</c>,
/// <c>SpelledText(n)</c> (the bytes, dear), <c>Cursor(n)</c> for the rest: <c>Attributes</c> (names and arguments, macro-proof),
/// <c>IsNoReturn</c>, storage, linkage, fields, parameters.</para>
/// <para>Leaf nodes (literals, DeclRefExpr, references, attributes) have no children, and a record or enum declared inside a
/// body is a childless node: its contents are had through its type.</para>
/// <para><b>Identity</b>: <see cref="TypeId"/> and <see cref="DeclarationId"/> are dense ints, so that a consumer keeps its own
/// facts in arrays. <c>unit.Type(id)</c>, <c>unit.CanonicalType(id)</c>, <c>unit.Declaration(id)</c>, <c>unit.Name(id)</c> (cached)
/// lead back. Records, enums, typedefs, header functions and globals are found through types and references, on demand.</para>
/// <para><b>Files</b>: <see cref="FileId"/>; <c>unit.FileName</c>, <c>unit.Contents</c> (zero-copy bytes),
/// <c>unit.Position(file, offset)</c>, <c>unit.MainFile</c>, <c>unit.Inclusions</c>, <c>unit.IsSystemHeader(file)</c>,
/// <c>unit.IdentifierAt(file, offset)</c> (the macro's name, at the expansion offset of a node in a macro).</para>
/// </remarks>
public sealed unsafe class ClangTranslationUnit : IDisposable
{
    // What an identifier is made of; bytes above 127 are the letters of extended identifiers in UTF-8.
    private static readonly SearchValues<byte> IdentifierBytes = SearchValues.Create(
        [.. Enumerable.Range(0, 256).Select(code => (byte)code).Where(code => code >= 128 || code == '_' || code == '$' || char.IsAsciiLetterOrDigit((char)code))]);

    private readonly TranslationUnitHandle _handle;
    private readonly Stack<CursorTree> _idleTrees = [];
    private readonly List<CursorTree> _trees = [];

    // Native code points into the unit where the collector cannot see it: the unit stays reachable until disposed.
    private GCHandle<ClangTranslationUnit> _self;
    private ClangDiagnostic[]? _diagnostics;
    private Inclusion[]? _inclusions;
    private TopLevelDeclarations? _topLevel;
    private string? _triple;
    private int _pointerWidth;

    private ClangTranslationUnit(TranslationUnitHandle handle)
    {
        _handle = handle;
        Files = new SourceFileTable(handle.Unit);
        Locations = new LocationMap(Files);
        _self = new GCHandle<ClangTranslationUnit>(this);
        string name = NativeText.Take(clang.getCursorSpelling(clang.getTranslationUnitCursor(handle.Unit)));
        fixed (byte* path = NativeText.ToNative(name))
        {
            MainFile = Files.Intern(clang.getFile(handle.Unit, (sbyte*)path));
        }
    }

    public FileId MainFile { get; }

    public bool IsDisposed => _handle.IsClosed;

    /// <summary>What the compiler said, in its order.</summary>
    public IReadOnlyList<ClangDiagnostic> Diagnostics => _diagnostics ??= DiagnosticReader.Read(Native, this);

    /// <summary>Every time that a file was read, the main file first.</summary>
    public IReadOnlyList<Inclusion> Inclusions => _inclusions ??= InclusionReader.Read(Native, this);

    /// <summary>The functions and variables declared at file level that lowering starts from.</summary>
    public TopLevelDeclarations TopLevel => _topLevel ??= TopLevelDeclarations.Collect(this, before: []);

    /// <summary>The target's triple, such as <c>x86_64-pc-linux-gnu</c>.</summary>
    public string TargetTriple
    {
        get
        {
            ReadTarget();
            return _triple!;
        }
    }

    /// <summary>The width of a pointer in bits.</summary>
    public int PointerWidth
    {
        get
        {
            ReadTarget();
            return _pointerWidth;
        }
    }

    /// <summary>How many bytes the unit holds in native memory, by libclang's own count.</summary>
    public long MemoryUsage
    {
        get
        {
            CXTUResourceUsage usage = clang.getCXTUResourceUsage(Native);
            long sum = 0;
            for (uint i = 0; i < usage.numEntries; i++)
            {
                sum += (long)usage.entries[i].amount;
            }

            clang.disposeCXTUResourceUsage(usage);
            return sum;
        }
    }

    /// <summary>The cursor of the unit itself, whose children are the declarations at file level.</summary>
    public Cursor Root => new(this, clang.getTranslationUnitCursor(Native));

    /// <summary>One more than the highest type id given so far: the length that an array by type needs.</summary>
    public int TypeCount => Types.Count;

    /// <summary>One more than the highest declaration id given so far.</summary>
    public int DeclarationCount => Declarations.Count;

    internal SourceFileTable Files { get; }

    internal LocationMap Locations { get; }

    internal TypeTable Types { get; } = new();

    internal DeclarationTable Declarations { get; } = new();

    /// <summary>The native unit; throws once it is disposed.</summary>
    internal CXTranslationUnitImpl* Native
    {
        get
        {
            ThrowIfDisposed();
            return _handle.Unit;
        }
    }

    /// <summary>Parses a file.</summary>
    /// <exception cref="ClangParseException">libclang gave no unit.</exception>
    public static ClangTranslationUnit Parse(IndexHandle index, ParseRequest request) =>
        TryParse(index, request, out CXErrorCode error) ?? throw new ClangParseException(error);

    /// <summary>Parses a file; null when libclang gives no unit, for the reason in <paramref name="error"/>.</summary>
    public static ClangTranslationUnit? TryParse(IndexHandle index, ParseRequest request, out CXErrorCode error)
    {
        TranslationUnitHandle? handle = TranslationUnitHandle.Parse(index, request, out error);
        return handle is null ? null : new ClangTranslationUnit(handle);
    }

    /// <summary>The file's name as the compiler has it: as written on the command line or found by the include search.</summary>
    public string FileName(FileId file)
    {
        ThrowIfDisposed();
        return Files.Name(file);
    }

    /// <summary>The file's path with links resolved; the empty string when it is only in memory.</summary>
    public string RealPath(FileId file)
    {
        ThrowIfDisposed();
        return Files.RealPath(file);
    }

    /// <summary>The bytes as the compiler read them, not copied: valid until the unit is disposed.</summary>
    public ReadOnlySpan<byte> Contents(FileId file)
    {
        ThrowIfDisposed();
        return Files.Contents(file);
    }

    public SourcePosition Position(FileId file, int offset)
    {
        ThrowIfDisposed();
        return Files.Position(file, offset);
    }

    /// <summary>The C identifier that starts at a place, such as the name of the macro used there; empty when none does.</summary>
    public ReadOnlySpan<byte> IdentifierAt(FileId file, int offset)
    {
        ReadOnlySpan<byte> rest = Contents(file)[offset..];
        int length = rest.IndexOfAnyExcept(IdentifierBytes);
        return rest[..(length < 0 ? rest.Length : length)];
    }

    /// <summary>Whether the file is a system header from its first character on.</summary>
    public bool IsSystemHeader(FileId file)
    {
        ThrowIfDisposed();
        return Files.IsSystemHeader(file);
    }

    /// <summary>Whether reading the file a second time adds nothing: a guard or <c>#pragma once</c> is around all of it.</summary>
    public bool IsIncludeGuarded(FileId file)
    {
        ThrowIfDisposed();
        return clang.isFileMultipleIncludeGuarded(Native, Files.Pointer(file)) != 0;
    }

    /// <summary>Puts definitions that the unit has loaded in precompiled form before its own in <see cref="TopLevel"/>.</summary>
    /// <returns>
    /// Whether each was found where it is said to be; nothing changes when one was not. Those of some system headers are not found
    /// by libclang, and may be missing.
    /// </returns>
    public bool TryPrepend(IReadOnlyList<DeclarationPlace> definitions)
    {
        var found = new List<CXCursor>(definitions.Count);
        foreach (DeclarationPlace place in definitions)
        {
            CXCursor cursor = CursorAt(place);
            if (cursor.kind == place.Kind && clang.isCursorDefinition(cursor) != 0)
            {
                found.Add(cursor);
            }
            else if (!place.IsInSystemHeader)
            {
                return false;
            }
        }

        _topLevel = TopLevelDeclarations.Collect(this, found);
        return true;
    }

    /// <summary>
    /// Writes the unit in clang's precompiled form, for <c>-include-pch</c>: one that was parsed with
    /// <see cref="CXTranslationUnit_Flags.CXTranslationUnit_ForSerialization"/>.
    /// </summary>
    /// <returns>Whether the file was written; it is not when the unit has errors.</returns>
    public bool TrySave(string path)
    {
        fixed (byte* name = NativeText.ToNative(path))
        {
            return clang.saveTranslationUnit(Native, (sbyte*)name, 0) == 0;
        }
    }

    /// <summary>A flat copy of the tree below a cursor, in one native pass. Dispose it to let the next one reuse its arrays.</summary>
    public CursorTree Tree(Cursor root)
    {
        ThrowIfDisposed();
        if (!_idleTrees.TryPop(out CursorTree? tree))
        {
            tree = new CursorTree(this);
            _trees.Add(tree);
        }

        tree.Fill(root.Native);
        return tree;
    }

    public CType Type(TypeId id) => new(this, Types[id]);

    /// <summary>The type without typedefs and other sugar.</summary>
    public TypeId CanonicalType(TypeId id)
    {
        ThrowIfDisposed();
        return Types.Canonical(id);
    }

    /// <summary>A declaration of a declared thing: the one that it was first met by.</summary>
    public Cursor Declaration(DeclarationId id) => new(this, Declarations[id]);

    /// <summary>The name of a declared thing; empty for an anonymous one.</summary>
    public string Name(DeclarationId id)
    {
        ThrowIfDisposed();
        return Declarations.Name(id);
    }

    public void Dispose()
    {
        if (_handle.IsClosed)
        {
            return;
        }

        foreach (CursorTree tree in _trees)
        {
            tree.Invalidate();
        }

        _handle.Dispose();
        _self.Dispose();
    }

    internal void ThrowIfDisposed() => ObjectDisposedException.ThrowIf(_handle.IsClosed, this);

    internal void GiveBack(CursorTree tree) => _idleTrees.Push(tree);

    internal SourcePosition ExpansionPosition(in CXSourceLocation location)
    {
        (FileId file, int offset) = Locations.Expansion(location);
        return Files.Position(file, offset);
    }

    internal SourcePosition SpellingPosition(in CXSourceLocation location)
    {
        (FileId file, int offset) = Locations.Spelling(location);
        return Files.Position(file, offset);
    }

    private CXCursor CursorAt(DeclarationPlace place)
    {
        fixed (byte* path = NativeText.ToNative(place.FileName))
        {
            void* file = clang.getFile(Native, (sbyte*)path);
            return file is null ? default : clang.getCursor(Native, clang.getLocationForOffset(Native, file, (uint)place.Offset));
        }
    }

    private void ReadTarget()
    {
        if (_triple is not null)
        {
            return;
        }

        CXTargetInfoImpl* target = clang.getTranslationUnitTargetInfo(Native);
        _pointerWidth = clang.TargetInfo_getPointerWidth(target);
        _triple = NativeText.Take(clang.TargetInfo_getTriple(target));
        clang.TargetInfo_dispose(target);
    }
}
