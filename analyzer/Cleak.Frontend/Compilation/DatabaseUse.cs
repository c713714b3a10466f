using System.Collections.Immutable;

namespace Cleak.Frontend.Compilation;

/// <summary>Takes from a compilation database what a run needs of it.</summary>
internal static class DatabaseUse
{
    /// <summary>Takes every entry.</summary>
    public static void AddAll(PlanDraft draft, CompilationDatabase database)
    {
        NoteUnusable(draft, database);
        draft.Databases.Add(database.Path);
        HashSet<DatabaseEntry> linking = draft.ReadLinks(database);
        foreach (DatabaseEntry entry in database.Entries)
        {
            if (!linking.Contains(entry)) draft.AddEntry(draft.FileOf(entry), entry);
        }
    }

    /// <summary>
    /// Takes the entries for <paramref name="files"/>; false when there is none. A file that the user named but the
    /// database does not know is compiled as the one nearest to it, or with the user's own flags if there are any.
    /// </summary>
    public static bool Add(PlanDraft draft, CompilationDatabase database, ImmutableArray<string> files, SourceSet sources)
    {
        var wanted = files.Concat(sources.Skipped.Select(source => source.Path)).ToHashSet(StringComparer.Ordinal);
        List<(string File, DatabaseEntry Entry)> entries = [.. database.Entries.Select(entry => (draft.FileOf(entry), entry))];
        if (!entries.Any(entry => wanted.Contains(entry.File)) && !files.Any(sources.Named.Contains)) return false;

        NoteUnusable(draft, database);
        draft.Databases.Add(database.Path);
        draft.ReadLinks(database);
        var covered = new HashSet<string>(StringComparer.Ordinal);
        foreach ((string file, DatabaseEntry entry) in entries)
        {
            if (wanted.Contains(file) && draft.AddEntry(file, entry)) covered.Add(file);
        }

        string[] unknown = [.. files.Where(file => !covered.Contains(file))];
        ImmutableArray<string> named = [.. unknown.Where(sources.Named.Contains)];
        draft.AddUncovered(unknown.Where(file => !sources.Named.Contains(file)), database.Path);
        if (draft.HasFlags) draft.AddByFlags(named);
        else AddByNeighbours(draft, named, entries);
        return true;
    }

    private static void AddByNeighbours(PlanDraft draft, ImmutableArray<string> files, List<(string File, DatabaseEntry Entry)> entries)
    {
        if (entries.Count == 0)
        {
            draft.AddGuessed(files);
            return;
        }
        foreach (string file in files)
        {
            (string neighbour, DatabaseEntry entry) = entries.MaxBy(candidate => candidate.File.AsSpan().CommonPrefixLength(file));
            draft.AddNeighbour(file, entry);
            draft.Note($"{file} is not in the compilation database; it is taken as {neighbour} is compiled");
        }
    }

    private static void NoteUnusable(PlanDraft draft, CompilationDatabase database)
    {
        if (database.UnusableEntries > 0) draft.Note($"{database.Path}: entries without a file or command: {database.UnusableEntries}");
    }
}
