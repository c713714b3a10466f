using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using ClangSharp.Interop;

namespace Cleak.Clang;

/// <summary>
/// The declarations at file level that lowering starts from, in source order: every function and variable declared in the
/// main file, and those that other files define (static inline functions, sources included by <c>#include</c>). Prototypes
/// in headers are nearly all that a unit declares; they are left out and found by reference when something uses them.
/// </summary>
/// <remarks>A declaration made by a macro counts where the macro is used.</remarks>
public sealed unsafe class TopLevelDeclarations
{
    private readonly ClangTranslationUnit _unit;
    private readonly List<CXCursor> _cursors = [];
    private readonly List<FileId> _files = [];

    private TopLevelDeclarations(ClangTranslationUnit unit)
    {
        _unit = unit;
    }

    public int Count => _cursors.Count;

    public Cursor this[int index] => new(_unit, _cursors[index]);

    /// <summary>FunctionDecl or VarDecl.</summary>
    public CXCursorKind Kind(int index) => _cursors[index].kind;

    /// <summary>The file where the name is declared.</summary>
    public FileId File(int index) => _files[index];

    public bool IsInMainFile(int index) => _files[index] == _unit.MainFile;

    public DeclarationPlace Place(int index)
    {
        SourcePosition position = this[index].Location;
        return new DeclarationPlace(Kind(index), _unit.FileName(position.File), position.Offset, _unit.IsSystemHeader(position.File));
    }

    /// <param name="before">Declarations that stand before those of the unit itself.</param>
    internal static TopLevelDeclarations Collect(ClangTranslationUnit unit, IReadOnlyList<CXCursor> before)
    {
        var client = new Client(unit);
        foreach (CXCursor cursor in before)
        {
            client.Declarations.Add(cursor);
        }

        using var self = new GCHandle<Client>(client);
        _ = clang.visitChildren(clang.getTranslationUnitCursor(unit.Native), &Visit, (void*)GCHandle<Client>.ToIntPtr(self));
        client.Rethrow();
        return client.Declarations;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static CXChildVisitResult Visit(CXCursor cursor, CXCursor parent, void* data)
    {
        if (cursor.kind is not (CXCursorKind.CXCursor_FunctionDecl or CXCursorKind.CXCursor_VarDecl))
        {
            return CXChildVisitResult.CXChildVisit_Continue;
        }

        Client client = GCHandle<Client>.FromIntPtr((nint)data).Target;
        try
        {
            client.Declarations.Add(cursor);
            return CXChildVisitResult.CXChildVisit_Continue;
        }
        catch (Exception exception)
        {
            client.Keep(exception);
            return CXChildVisitResult.CXChildVisit_Break;
        }
    }

    private void Add(in CXCursor cursor)
    {
        (FileId file, _) = _unit.Locations.Expansion(clang.getCursorLocation(cursor));
        if (file == _unit.MainFile || clang.isCursorDefinition(cursor) != 0)
        {
            _cursors.Add(cursor);
            _files.Add(file);
        }
    }

    private sealed class Client(ClangTranslationUnit unit) : NativeVisit.Client
    {
        public TopLevelDeclarations Declarations { get; } = new(unit);
    }
}
