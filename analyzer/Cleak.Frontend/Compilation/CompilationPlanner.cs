using System.Collections.Immutable;
using Cleak.Frontend.Headers;

namespace Cleak.Frontend.Compilation;

/// <summary>
/// Turns the user's paths into translation units: from a compilation database where there is one, from a flags file,
/// from the user's own flags, and by guessing where nothing else says how a file is compiled.
/// </summary>
public static class CompilationPlanner
{
    private static readonly Comparer<DroppedFlag> ByReason = Comparer<DroppedFlag>.Create((left, right) =>
        left.Reason != right.Reason ? left.Reason.CompareTo(right.Reason) : string.CompareOrdinal(left.Name, right.Name));

    /// <summary>Makes the plan.</summary>
    /// <exception cref="FrontendException">A path or database cannot be used, or there is no C file.</exception>
    public static CompilationPlan Plan(CompilationRequest request, SystemHeaders system)
    {
        var canonical = new CanonicalPaths();
        if (request.Paths is [var only] && IsDatabase(only, canonical))
            return PlanDatabase(request with { Database = only }, sources: null, canonical, system);

        SourceSet sources = SourceDiscovery.Find(request.Paths, canonical);
        if (sources.Files.IsEmpty && sources.Skipped.IsEmpty)
        {
            throw new FrontendException(
                $"{string.Join(", ", request.Paths)}: no C file here",
                "name a folder with .c files, a .c file or a compile_commands.json");
        }
        return PlanDatabase(request, sources, canonical, system);
    }

    private static bool IsDatabase(string path, CanonicalPaths canonical) =>
        path.EndsWith(".json", StringComparison.Ordinal) && File.Exists(canonical.Of(path));

    private static CompilationPlan PlanDatabase(
        CompilationRequest request, SourceSet? sources, CanonicalPaths canonical, SystemHeaders system)
    {
        FoundDatabase? found = FindDatabase(request, canonical);
        ImmutableArray<string> roots = Roots(request, found, canonical);
        var trusted = new TrustedFolders(roots.AddRange(request.TrustedFolders), canonical);
        var draft = new PlanDraft(trusted, request.MaxVariants);
        if (sources is not null) draft.Skip(sources.Skipped);

        string? used = found?.Path;
        ImmutableArray<string> remaining = sources?.Files ?? [];
        if (found is { IsFlagsFile: false })
        {
            CompilationDatabase database = CompilationDatabase.Load(found.Path);
            if (!UseDatabase(draft, database, request, sources, canonical, ref remaining))
            {
                if (request.Database is not null) throw NothingMatches(request, found.Path);
                draft.Note($"{found.Path} knows none of the files; it is not used");
                used = null;
            }
        }
        else if (found is not null)
        {
            CompileFlagsFile flags = CompileFlagsFile.Load(found.Path);
            draft.AddAll(remaining, flags.Folder, CompilerFlags.FilterFlags(flags.Arguments, flags.Folder, trusted), CommandOrigin.FlagsFile);
            remaining = [];
        }

        if (used is null) PlanWithout(draft, request, remaining, canonical, system);
        else draft.Uncovered = remaining;
        return draft.Finish(used, roots, ByReason);
    }

    private static FoundDatabase? FindDatabase(CompilationRequest request, CanonicalPaths canonical)
    {
        if (request.Database == CompilationRequest.NoDatabase) return null;
        if (request.Database is not null) return DatabaseSearch.FindNamed(request.Database, canonical);
        return request.Paths.Select(path => DatabaseSearch.FindFor(canonical.Of(path))).FirstOrDefault(found => found is not null);
    }

    private static ImmutableArray<string> Roots(CompilationRequest request, FoundDatabase? found, CanonicalPaths canonical)
    {
        IEnumerable<string> folders = request.Paths.Select(path => canonical.Of(path))
            .Select(path => Directory.Exists(path) ? path : Path.GetDirectoryName(path)!);
        if (found is not null) folders = folders.Append(found.ProjectFolder).Append(canonical.Of(Path.GetDirectoryName(found.Path)!));
        string[] all = [.. folders];
        return [.. all.Concat(all.Select(DatabaseSearch.ProjectTop).OfType<string>()).Distinct().Order(StringComparer.Ordinal)];
    }

    /// <summary>False when no entry is about a file of <paramref name="sources"/>.</summary>
    private static bool UseDatabase(
        PlanDraft draft, CompilationDatabase database, CompilationRequest request, SourceSet? sources, CanonicalPaths canonical,
        ref ImmutableArray<string> remaining)
    {
        var wanted = sources?.Files.ToHashSet(StringComparer.Ordinal);
        var skipped = sources?.Skipped.Select(source => source.Path).ToHashSet(StringComparer.Ordinal) ?? [];
        var all = new List<(string File, DatabaseEntry Entry)>();
        var covered = new HashSet<string>(StringComparer.Ordinal);
        int matching = 0;
        foreach (DatabaseEntry entry in database.Entries)
        {
            string file = canonical.Of(entry.File, entry.Directory);
            all.Add((file, entry));
            if (wanted is not null && !wanted.Contains(file) && !skipped.Contains(file)) continue;
            matching++;
            if (draft.AddEntry(file, entry)) covered.Add(file);
        }
        if (database.UnusableEntries > 0) draft.Note($"{database.Path}: entries without a file or command: {database.UnusableEntries}");
        if (matching == 0 && (wanted is null || sources!.Named.IsEmpty)) return false;

        remaining = [.. remaining.Where(file => !covered.Contains(file))];
        if (sources is null) return true;
        ImmutableArray<string> named = [.. remaining.Where(sources.Named.Contains)];
        if (request.Flags.IsEmpty) AddByNeighbours(draft, named, all);
        else AddByFlags(draft, named, request, canonical);
        remaining = remaining.RemoveRange(named);
        return true;
    }

    /// <summary>A file that the user names but the database does not know is compiled as the one nearest to it.</summary>
    private static void AddByNeighbours(PlanDraft draft, ImmutableArray<string> files, List<(string File, DatabaseEntry Entry)> entries)
    {
        if (entries.Count == 0) return;
        foreach (string file in files)
        {
            (string neighbour, DatabaseEntry entry) = entries.MaxBy(candidate => CommonPrefix(candidate.File, file));
            draft.AddNeighbour(file, entry);
            draft.Note($"{file} is not in the compilation database; it is taken as {neighbour} is compiled");
        }
    }

    private static int CommonPrefix(string left, string right) => left.AsSpan().CommonPrefixLength(right);

    private static void AddByFlags(PlanDraft draft, ImmutableArray<string> files, CompilationRequest request, CanonicalPaths canonical)
    {
        string here = Directory.GetCurrentDirectory();
        FilteredFlags flags = CompilerFlags.FilterFlags(request.Flags, here, TrustedFolders.Everything(canonical));
        foreach (DroppedFlag dropped in flags.Dropped) draft.Note($"flag {dropped.Name} has no meaning for an analysis and is not used");
        draft.AddAll(files, here, flags, CommandOrigin.CommandLine);
    }

    private static void PlanWithout(
        PlanDraft draft, CompilationRequest request, ImmutableArray<string> files, CanonicalPaths canonical, SystemHeaders system)
    {
        if (!request.Flags.IsEmpty)
        {
            AddByFlags(draft, files, request, canonical);
            return;
        }
        draft.AddGuessed(files, TreeRoot(request, canonical), system);
    }

    /// <summary>Where headers are looked for: the version-controlled tree around the first path, else that path's folder.</summary>
    private static string TreeRoot(CompilationRequest request, CanonicalPaths canonical)
    {
        string path = canonical.Of(request.Paths[0]);
        string folder = Directory.Exists(path) ? path : Path.GetDirectoryName(path)!;
        return DatabaseSearch.ProjectTop(folder) ?? folder;
    }

    private static FrontendException NothingMatches(CompilationRequest request, string database) =>
        new($"{database}: no entry for a C file in {string.Join(", ", request.Paths)}", "name the folder that it was made for, or go on without it with '-p none'");
}
