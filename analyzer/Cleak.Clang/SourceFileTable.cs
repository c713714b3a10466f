using System.Runtime.InteropServices;
using ClangSharp.Interop;

namespace Cleak.Clang;

/// <summary>The files of one translation unit, one entry each even when a file is reached by several names.</summary>
internal sealed unsafe class SourceFileTable
{
    private readonly CXTranslationUnitImpl* _unit;
    private readonly List<Entry> _entries = [new Entry()];
    private readonly Dictionary<nint, int> _byPointer = [];
    private readonly Dictionary<(ulong Device, ulong Inode), int> _byIdentity = [];

    public SourceFileTable(CXTranslationUnitImpl* unit)
    {
        _unit = unit;
    }

    public FileId Intern(void* file)
    {
        if (file is null)
        {
            return default;
        }

        ref int index = ref CollectionsMarshal.GetValueRefOrAddDefault(_byPointer, (nint)file, out bool known);
        if (!known)
        {
            index = Add(file);
        }

        return new FileId(index);
    }

    public void* Pointer(FileId file) => _entries[file.Index].File;

    public string Name(FileId file)
    {
        Entry entry = _entries[file.Index];
        return entry.Name ??= file.IsNone ? string.Empty : NativeText.Take(clang.getFileName(entry.File));
    }

    /// <summary>The path with links resolved, or the empty string for a file that is not on disk.</summary>
    public string RealPath(FileId file)
    {
        Entry entry = _entries[file.Index];
        return file.IsNone ? string.Empty : NativeText.Take(clang.File_tryGetRealPathName(entry.File));
    }

    public bool IsSystemHeader(FileId file)
    {
        Entry entry = _entries[file.Index];
        return entry.IsSystemHeader ??= !file.IsNone
            && clang.Location_isInSystemHeader(clang.getLocationForOffset(_unit, entry.File, 0)) != 0;
    }

    /// <summary>The bytes as the compiler read them, not copied.</summary>
    public ReadOnlySpan<byte> Contents(FileId file)
    {
        Entry entry = _entries[file.Index];
        if (!entry.IsRead)
        {
            entry.IsRead = true;
            if (!file.IsNone)
            {
                nuint length = 0;
                entry.Contents = (byte*)clang.getFileContents(_unit, entry.File, &length);
                entry.Length = entry.Contents is null ? 0 : checked((int)length);
            }
        }

        return new ReadOnlySpan<byte>(entry.Contents, entry.Length);
    }

    public SourcePosition Position(FileId file, int offset)
    {
        if (file.IsNone)
        {
            return default;
        }

        Entry entry = _entries[file.Index];
        int[] starts = entry.LineStarts ??= LineTable.Build(Contents(file));
        int line = LineTable.Find(starts, offset, entry.LastLine);
        entry.LastLine = line;
        return new SourcePosition(file, line + 1, offset - starts[line] + 1, offset);
    }

    private int Add(void* file)
    {
        // Files in memory have no identity of their own: theirs is all zeros.
        CXFileUniqueID id = default;
        bool hasIdentity = clang.getFileUniqueID(file, &id) == 0 && id.data.e1 != 0;
        (ulong, ulong) identity = (id.data.e0, id.data.e1);
        if (hasIdentity && _byIdentity.TryGetValue(identity, out int same))
        {
            return same;
        }

        int index = _entries.Count;
        _entries.Add(new Entry { File = file });
        if (hasIdentity)
        {
            _byIdentity.Add(identity, index);
        }

        return index;
    }

    private sealed class Entry
    {
        public void* File;
        public string? Name;
        public bool? IsSystemHeader;
        public bool IsRead;
        public byte* Contents;
        public int Length;
        public int[]? LineStarts;
        public int LastLine;
    }
}
