using System.Runtime.InteropServices;
using ClangSharp.Interop;

namespace Cleak.Clang;

/// <summary>The types of one translation unit, numbered by their address in the AST.</summary>
internal sealed unsafe class TypeTable
{
    private readonly Dictionary<nint, int> _byAddress = [];
    private CXType[] _types = new CXType[256];
    private int[] _canonical = new int[256];
    private int _count = 1;

    /// <summary>One more than the highest id given so far.</summary>
    public int Count => _count;

    public TypeId Intern(in CXType type)
    {
        nint address = (nint)type.data.e0;
        if (address == 0)
        {
            return default;
        }

        ref int index = ref CollectionsMarshal.GetValueRefOrAddDefault(_byAddress, address, out bool known);
        if (!known)
        {
            if (_count == _types.Length)
            {
                Array.Resize(ref _types, _count * 2);
                Array.Resize(ref _canonical, _count * 2);
            }

            index = _count++;
            _types[index] = type;
        }

        return new TypeId(index);
    }

    public ref readonly CXType this[TypeId id] => ref _types[id.Index];

    public TypeId Canonical(TypeId id)
    {
        int known = _canonical[id.Index];
        if (known == 0 && !id.IsNone)
        {
            known = Intern(clang.getCanonicalType(_types[id.Index])).Index;
            _canonical[id.Index] = known;
        }

        return new TypeId(known);
    }
}
