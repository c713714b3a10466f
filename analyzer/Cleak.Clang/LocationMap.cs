using ClangSharp.Interop;

namespace Cleak.Clang;

/// <summary>
/// Turns raw source locations into positions. A location in a file is the file's base number plus the byte offset, and
/// each time a file is included it has a base of its own; that is how clang encodes it, but no promise of the API.
/// So a base is learnt from the API, checked against it once more, and used for arithmetic after that; if a check ever
/// fails, the API answers everything.
/// </summary>
internal sealed unsafe class LocationMap
{
    /// <summary>Marks a location inside a macro expansion.</summary>
    private const uint MacroBit = 0x8000_0000;

    private readonly SourceFileTable _files;
    private uint[] _starts = new uint[16];
    private Range[] _ranges = new Range[16];
    private int _count;
    private int _last;
    private bool _arithmeticHolds = true;

    public LocationMap(SourceFileTable files)
    {
        _files = files;
    }

    public static bool IsInMacro(in CXSourceLocation location) => (location.int_data & MacroBit) != 0;

    /// <summary>The file and byte offset of the place in the user's text: that of the macro's use inside a macro.</summary>
    public (FileId File, int Offset) Expansion(in CXSourceLocation location)
    {
        uint raw = location.int_data;
        if (raw == 0)
        {
            return default;
        }

        if ((raw & MacroBit) != 0 || !_arithmeticHolds)
        {
            return AskExpansion(location);
        }

        int index = Find(raw);
        return index < 0 ? Learn(location) : Resolve(index, location);
    }

    /// <summary>The file and byte offset of the characters; no file for text made by token pasting.</summary>
    public (FileId File, int Offset) Spelling(in CXSourceLocation location)
    {
        if (!IsInMacro(location))
        {
            return Expansion(location);
        }

        void* file = null;
        uint offset = 0;
        clang.getSpellingLocation(location, &file, null, null, &offset);
        FileId id = _files.Intern(file);
        return id.IsNone ? default : (id, (int)offset);
    }

    private (FileId File, int Offset) Resolve(int index, in CXSourceLocation location)
    {
        ref Range range = ref _ranges[index];
        int offset = (int)(location.int_data - _starts[index]);
        if (!range.IsChecked)
        {
            (FileId File, int Offset) answer = AskExpansion(location);
            if (answer != (range.File, offset))
            {
                _arithmeticHolds = false;
                return answer;
            }

            range.IsChecked = true;
        }

        return (range.File, offset);
    }

    private (FileId File, int Offset) Learn(in CXSourceLocation location)
    {
        (FileId file, int offset) = AskExpansion(location);
        if (file.IsNone || (uint)offset > location.int_data)
        {
            return (file, offset);
        }

        uint start = location.int_data - (uint)offset;
        uint end = start + (uint)_files.Contents(file).Length;
        int at = ~Array.BinarySearch(_starts, 0, _count, start);
        if (at < 0 || (at > 0 && _ranges[at - 1].End >= start) || (at < _count && _starts[at] <= end))
        {
            _arithmeticHolds = false;
            return (file, offset);
        }

        if (_count == _starts.Length)
        {
            Array.Resize(ref _starts, _count * 2);
            Array.Resize(ref _ranges, _count * 2);
        }

        Array.Copy(_starts, at, _starts, at + 1, _count - at);
        Array.Copy(_ranges, at, _ranges, at + 1, _count - at);
        _starts[at] = start;
        _ranges[at] = new Range { File = file, End = end };
        _count++;
        _last = at;
        return (file, offset);
    }

    private int Find(uint raw)
    {
        if (_last < _count && raw >= _starts[_last] && raw <= _ranges[_last].End)
        {
            return _last;
        }

        int at = Array.BinarySearch(_starts, 0, _count, raw);
        at = at >= 0 ? at : ~at - 1;
        if (at < 0 || raw > _ranges[at].End)
        {
            return -1;
        }

        return _last = at;
    }

    private (FileId File, int Offset) AskExpansion(in CXSourceLocation location)
    {
        void* file = null;
        uint offset = 0;
        clang.getExpansionLocation(location, &file, null, null, &offset);
        FileId id = _files.Intern(file);
        return id.IsNone ? default : (id, (int)offset);
    }

    private struct Range
    {
        public FileId File;

        /// <summary>The location of the end of the file, itself a valid location.</summary>
        public uint End;
        public bool IsChecked;
    }
}
