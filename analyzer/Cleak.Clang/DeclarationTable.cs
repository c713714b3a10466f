using System.Runtime.InteropServices;
using ClangSharp.Interop;

namespace Cleak.Clang;

/// <summary>The declared things of one translation unit that were asked for, numbered by their first declaration.</summary>
/// <remarks>
/// What is kept is the declaration by which a thing was first met: the first declaration of a library function may be the
/// compiler's own, without attributes and parameter names.
/// </remarks>
internal sealed unsafe class DeclarationTable
{
    private readonly Dictionary<nint, int> _byAddress = [];
    private CXCursor[] _declarations = new CXCursor[256];
    private string?[] _names = new string?[256];
    private int _count = 1;

    /// <summary>One more than the highest id given so far.</summary>
    public int Count => _count;

    public DeclarationId Intern(in CXCursor cursor)
    {
        if (!CursorKinds.IsDeclaration(cursor.kind) || cursor.data.e0 is null)
        {
            return default;
        }

        if (_byAddress.TryGetValue((nint)cursor.data.e0, out int index))
        {
            return new DeclarationId(index);
        }

        CXCursor canonical = clang.getCanonicalCursor(cursor);
        ref int ofCanonical = ref CollectionsMarshal.GetValueRefOrAddDefault(_byAddress, (nint)canonical.data.e0, out bool known);
        if (!known)
        {
            ofCanonical = Add(cursor);
        }

        index = ofCanonical;
        _byAddress[(nint)cursor.data.e0] = index;
        return new DeclarationId(index);
    }

    public ref readonly CXCursor this[DeclarationId id] => ref _declarations[id.Index];

    public string Name(DeclarationId id) =>
        id.IsNone ? string.Empty : _names[id.Index] ??= NativeText.Take(clang.getCursorSpelling(_declarations[id.Index]));

    private int Add(in CXCursor declaration)
    {
        if (_count == _declarations.Length)
        {
            Array.Resize(ref _declarations, _count * 2);
            Array.Resize(ref _names, _count * 2);
        }

        _declarations[_count] = declaration;
        return _count++;
    }
}
