using System.Collections.Immutable;
using Cleak.Frontend.Headers;

namespace Cleak.Frontend.Compilation;

/// <summary>
/// Turns the user's paths into translation units: from a compilation database where there is one, from a flags file,
/// from the user's own flags, and by guessing where nothing else says how a file is compiled. Each path goes by the
/// database that is nearest to it.
/// </summary>
public static class CompilationPlanner
{
    /// <summary>Makes the plan.</summary>
    /// <exception cref="FrontendException">A path or database cannot be used, or there is no C file.</exception>
    public static CompilationPlan Plan(CompilationRequest request, SystemHeaders system)
    {
        var canonical = new CanonicalPaths();
        if (request.Paths is [var only] && only.EndsWith(".json", StringComparison.Ordinal) && File.Exists(canonical.Of(only)))
        {
            FoundDatabase named = DatabaseSearch.FindNamed(only, canonical);
            var whole = new PlanDraft(request, Roots(request, [named], canonical), canonical, system);
            DatabaseUse.AddAll(whole, CompilationDatabase.Load(named.Path));
            return whole.Finish();
        }

        SourceSet sources = SourceDiscovery.Find(request.Paths, canonical);
        if (sources.Files.IsEmpty && sources.Skipped.IsEmpty)
        {
            throw new FrontendException(
                $"{string.Join(", ", request.Paths)}: no C file here",
                "name a folder with .c files, a .c file or a compile_commands.json");
        }

        List<(string Path, FoundDatabase? Found)> places = [.. request.Paths.Select(path => canonical.Of(path)).Select(path => (path, FindDatabase(request, path, canonical)))];
        var draft = new PlanDraft(request, Roots(request, places.Select(place => place.Found).OfType<FoundDatabase>(), canonical), canonical, system);
        draft.Skip(sources.Skipped);
        foreach (var group in sources.Files.GroupBy(file => Nearest(places, file).Found))
            Add(draft, request, group.Key, [.. group], sources);
        return draft.Finish();
    }

    private static FoundDatabase? FindDatabase(CompilationRequest request, string path, CanonicalPaths canonical) => request.Database switch
    {
        null => DatabaseSearch.FindFor(path),
        CompilationRequest.NoDatabase => null,
        { } named => DatabaseSearch.FindNamed(named, canonical),
    };

    /// <summary>The user's path that a file belongs to: the innermost of those that hold it.</summary>
    private static (string Path, FoundDatabase? Found) Nearest(List<(string Path, FoundDatabase? Found)> places, string file) =>
        places.Where(place => CanonicalPaths.IsWithin(file, place.Path)).DefaultIfEmpty(places[0]).MaxBy(place => place.Path.Length);

    /// <summary>Folders that belong to the user: the paths, their databases and the version-controlled trees around them.</summary>
    private static ImmutableArray<string> Roots(CompilationRequest request, IEnumerable<FoundDatabase> found, CanonicalPaths canonical)
    {
        string[] folders =
        [
            .. request.Paths.Select(path => canonical.Of(path)).Select(path => Directory.Exists(path) ? path : Path.GetDirectoryName(path)!),
            .. found.SelectMany(database => new[] { database.ProjectFolder, canonical.Of(Path.GetDirectoryName(database.Path)!) }),
        ];
        return [.. folders.Concat(folders.Select(DatabaseSearch.ProjectTop).OfType<string>()).Distinct().Order(StringComparer.Ordinal)];
    }

    private static void Add(PlanDraft draft, CompilationRequest request, FoundDatabase? found, ImmutableArray<string> files, SourceSet sources)
    {
        if (found is { IsFlagsFile: true })
        {
            CompileFlagsFile flags = CompileFlagsFile.Load(found.Path);
            draft.AddAll(files, flags.Folder, flags.Arguments);
            return;
        }
        if (found is not null)
        {
            CompilationDatabase database = CompilationDatabase.Load(found.Path);
            if (DatabaseUse.Add(draft, database, files, sources)) return;
            if (request.Database is not null)
            {
                throw new FrontendException(
                    $"{found.Path}: no entry for a C file in {string.Join(", ", request.Paths)}",
                    "name the folder that it was made for, or go on without it with '-p none'");
            }
            draft.Note($"{found.Path} knows none of the files and is not used");
        }
        if (request.Flags.IsEmpty) draft.AddGuessed(files);
        else draft.AddByFlags(files);
    }
}
