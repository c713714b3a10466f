using Cleak.Clang;

namespace Cleak.Frontend.Parsing;

/// <summary>
/// Where the source has errors. libclang leaves out what it could not understand without a trace, so that a damaged body
/// looks healthy in the tree: only the errors inside its extent tell. An error in an included file counts at the place of
/// the include too, for bodies that include a part of themselves.
/// </summary>
public sealed class DamageMap
{
    private readonly Dictionary<FileId, List<int>> errors = [];

    private DamageMap()
    {
    }

    /// <summary>Nothing is damaged.</summary>
    public bool IsEmpty => errors.Count == 0;

    /// <summary>Reads the diagnostics of <paramref name="unit"/>.</summary>
    public static DamageMap Of(ClangTranslationUnit unit)
    {
        var map = new DamageMap();
        foreach (ClangDiagnostic diagnostic in unit.Diagnostics)
        {
            if (IsDamage(diagnostic)) map.Add(diagnostic.Position.File, diagnostic.Position.Offset);
        }
        if (!map.IsEmpty)
        {
            map.SpreadToIncluders(unit.Inclusions);
            foreach (List<int> offsets in map.errors.Values) offsets.Sort();
        }
        return map;
    }

    /// <summary>
    /// Whether a diagnostic means that the tree has a hole: an error with a <c>-W</c> option (old C) leaves it whole, and one
    /// without a place is about the command line.
    /// </summary>
    public static bool IsDamage(ClangDiagnostic diagnostic) =>
        diagnostic.IsError && diagnostic.Option is null && !diagnostic.Position.IsNone;

    /// <summary>Whether there is an error in bytes <paramref name="start"/> up to <paramref name="end"/> of <paramref name="file"/>.</summary>
    public bool IsDamaged(FileId file, int start, int end)
    {
        if (!errors.TryGetValue(file, out List<int>? offsets)) return false;
        int at = offsets.BinarySearch(start);
        if (at < 0) at = ~at;
        return at < offsets.Count && offsets[at] < end;
    }

    /// <summary>Whether there is an error within <paramref name="extent"/>; one that spans files counts as damaged.</summary>
    public bool IsDamaged(SourceExtent extent) =>
        !IsEmpty && (!extent.IsContiguous || IsDamaged(extent.Start.File, extent.Start.Offset, extent.End.Offset));

    private void Add(FileId file, int offset)
    {
        if (!errors.TryGetValue(file, out List<int>? offsets)) errors[file] = offsets = [];
        offsets.Add(offset);
    }

    private void SpreadToIncluders(IReadOnlyList<Inclusion> inclusions)
    {
        var pending = new Queue<FileId>(errors.Keys);
        var done = new HashSet<FileId>(errors.Keys);
        while (pending.TryDequeue(out FileId file))
        {
            foreach (Inclusion inclusion in inclusions)
            {
                if (inclusion.File != file || inclusion.IncludedAt.IsNone) continue;
                Add(inclusion.IncludedAt.File, inclusion.IncludedAt.Offset);
                if (done.Add(inclusion.IncludedAt.File)) pending.Enqueue(inclusion.IncludedAt.File);
            }
        }
    }
}
