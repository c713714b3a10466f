using System.Collections.Immutable;
using Cleak.Frontend.Headers;

namespace Cleak.Frontend.Compilation;

/// <summary>A plan while it is made: commands with their variants merged, and what to tell the user.</summary>
internal sealed class PlanDraft(CompilationRequest request, ImmutableArray<string> roots, CanonicalPaths canonical, SystemHeaders system)
{
    private static readonly Comparer<DroppedFlag> ByReason = Comparer<DroppedFlag>.Create((left, right) =>
        left.Reason != right.Reason ? left.Reason.CompareTo(right.Reason) : string.CompareOrdinal(left.Name, right.Name));

    private readonly TrustedFolders trusted = new(roots.AddRange(request.TrustedFolders), canonical);
    private readonly SortedDictionary<string, List<CompileCommand>> commands = new(StringComparer.Ordinal);
    private readonly HashSet<(string File, string Meaning)> seen = [];
    private readonly SortedDictionary<string, SkippedSource> skipped = new(StringComparer.Ordinal);
    private readonly SortedSet<string> uncovered = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, int> surplusVariants = new(StringComparer.Ordinal);
    private readonly Dictionary<DroppedFlag, int> dropped = [];
    private readonly Dictionary<string, IncludeGuesser> guessers = new(StringComparer.Ordinal);
    private readonly List<string> notes = [];
    private readonly SortedDictionary<string, LinkCommands> links = new(StringComparer.Ordinal);
    private int otherLanguages;

    /// <summary>The databases in use.</summary>
    public SortedSet<string> Databases { get; } = new(StringComparer.Ordinal);

    /// <summary>The user gave flags for files that have no entry in a database.</summary>
    public bool HasFlags => !request.Flags.IsEmpty;

    public void Note(string sentence) => notes.Add(sentence);

    public void Skip(IEnumerable<SkippedSource> sources)
    {
        foreach (SkippedSource source in sources) skipped[source.Path] = source;
    }

    /// <summary>The canonical path of the file that an entry is about.</summary>
    public string FileOf(DatabaseEntry entry) => canonical.Of(entry.File, entry.Directory);

    /// <summary>Takes what all entries of a database say of linking, also of files that are not analysed.</summary>
    /// <returns>The entries that compile nothing.</returns>
    public HashSet<DatabaseEntry> ReadLinks(CompilationDatabase database)
    {
        var linking = new HashSet<DatabaseEntry>(ReferenceEqualityComparer.Instance);
        if (links.ContainsKey(database.Path)) return linking;
        var commands = links[database.Path] = new LinkCommands(canonical, trusted);
        foreach (DatabaseEntry entry in database.Entries)
        {
            if (commands.Read(FileOf(entry), entry)) linking.Add(entry);
        }
        return linking;
    }

    /// <summary>Takes a database entry; false when it compiles something else than C.</summary>
    public bool AddEntry(string file, DatabaseEntry entry)
    {
        FilteredFlags flags = Filter(entry);
        if (!flags.IsC || !SourceDiscovery.IsCSource(file))
        {
            otherLanguages++;
            return false;
        }
        Tally(flags);
        if (skipped.ContainsKey(file)) return true;
        if (!commands.ContainsKey(file) && SourceProbe.Check(file) is { } obstacle) skipped[file] = obstacle;
        else Add(file, entry.Directory, flags, CommandOrigin.Database);
        return true;
    }

    public void AddNeighbour(string file, DatabaseEntry entry)
    {
        FilteredFlags flags = Filter(entry);
        Tally(flags);
        Add(file, entry.Directory, flags, CommandOrigin.Neighbour);
    }

    /// <summary>Takes files with the flags of a flags file in <paramref name="folder"/>.</summary>
    public void AddAll(ImmutableArray<string> files, string folder, IReadOnlyList<string> arguments)
    {
        Databases.Add(Path.Join(folder, CompileFlagsFile.FileName));
        FilteredFlags flags = CompilerFlags.FilterFlags(arguments, folder, trusted);
        Tally(flags);
        foreach (string file in files) Add(file, folder, flags, CommandOrigin.FlagsFile);
    }

    /// <summary>Takes files with the user's own flags, which may name any folder.</summary>
    public void AddByFlags(ImmutableArray<string> files)
    {
        if (files.IsEmpty) return;
        string here = Directory.GetCurrentDirectory();
        FilteredFlags flags = CompilerFlags.FilterFlags(request.Flags, here, TrustedFolders.Everything(canonical));
        foreach (DroppedFlag flag in flags.Dropped) Note($"flag {flag.Name} has no meaning for an analysis and is not used");
        foreach (string file in files) Add(file, here, flags, CommandOrigin.CommandLine);
    }

    /// <summary>Takes files that nothing describes: include folders are looked for in the tree around each.</summary>
    public void AddGuessed(ImmutableArray<string> files)
    {
        if (files.IsEmpty) return;
        var folders = new SortedSet<string>(StringComparer.Ordinal);
        var notGenerated = new SortedSet<string>(StringComparer.Ordinal);
        foreach (string file in files)
        {
            GuessedIncludes includes = GuesserFor(file).GuessFor(file);
            folders.UnionWith(includes.Folders);
            notGenerated.UnionWith(includes.NotGenerated);
            List<string> flags = ["-D_GNU_SOURCE", .. includes.Folders.Select(folder => "-I" + folder)];
            if (includes.HasConfigHeader) flags.Add("-DHAVE_CONFIG_H");
            Add(file, Path.GetDirectoryName(file)!, new FilteredFlags([.. flags], null, null, true, []), CommandOrigin.Guessed);
        }
        string which = folders.Count == 0 ? "no include folders needed" : "include folders " + Some(folders);
        Note($"no compilation database: flags are guessed for {Count(files.Length, "file")} (-std={CompileCommand.DefaultStandard} -D_GNU_SOURCE, {which})");
        if (notGenerated.Count > 0)
            Note($"headers that configuring the project makes are not there yet: {Some(notGenerated)}; configure it first for a whole view");
    }

    /// <summary>Remembers files below the user's folders that a database does not know.</summary>
    public void AddUncovered(IEnumerable<string> files, string database)
    {
        int before = uncovered.Count;
        uncovered.UnionWith(files);
        int count = uncovered.Count - before;
        if (count > 0) Note($"{Count(count, "C file is", "C files are")} not in {database} and not analysed");
    }

    public CompilationPlan Finish()
    {
        foreach ((string file, int count) in surplusVariants)
        {
            string detail = $"{Count(count, "further set of flags", "further sets of flags")}; {request.MaxVariants} are analysed";
            skipped.TryAdd(file, new SkippedSource(file, SkipReason.TooManyVariants, detail));
        }
        if (otherLanguages > 0) Note($"{Count(otherLanguages, "entry compiles", "entries compile")} something else than C");
        int outside = dropped.Where(pair => pair.Key.Reason == DropReason.Outside).Sum(pair => pair.Value);
        if (outside > 0) Note($"{Count(outside, "include path lies", "include paths lie")} outside the project and the system and not used ('--trust FOLDER' lets one in)");
        return new CompilationPlan(
            [.. commands.Values.SelectMany(variants => variants)],
            [.. skipped.Values],
            [.. Databases],
            [.. uncovered],
            dropped.ToImmutableSortedDictionary(ByReason),
            [.. notes],
            roots)
        {
            Images = [.. links.Values.SelectMany(database => database.Finish())],
        };
    }

    private FilteredFlags Filter(DatabaseEntry entry)
    {
        List<string> arguments = ResponseFiles.Expand(
            entry.Arguments, entry.Directory, trusted, CompilationDatabase.MaxArguments, out int refused);
        if (refused > 0) Tally(new DroppedFlag("@file", DropReason.Refused), refused);
        return CompilerFlags.Filter(arguments, entry.Directory, trusted);
    }

    private IncludeGuesser GuesserFor(string file)
    {
        string folder = Path.GetDirectoryName(file)!;
        string tree = DatabaseSearch.ProjectTop(folder)
            ?? roots.Where(root => CanonicalPaths.IsWithin(file, root)).MinBy(root => root.Length) ?? folder;
        if (!guessers.TryGetValue(tree, out IncludeGuesser? guesser)) guessers[tree] = guesser = new IncludeGuesser(tree, system);
        return guesser;
    }

    private void Add(string file, string directory, FilteredFlags flags, CommandOrigin origin)
    {
        var command = new CompileCommand(file, directory, flags.Flags, flags.Standard, flags.Target, origin) { IsOpenMp = flags.IsOpenMp };
        if (!seen.Add((file, command.MeaningKey))) return;
        if (!commands.TryGetValue(file, out List<CompileCommand>? variants)) commands[file] = variants = [];
        if (variants.Count < request.MaxVariants) variants.Add(command);
        else surplusVariants[file] = surplusVariants.GetValueOrDefault(file) + 1;
    }

    private void Tally(FilteredFlags flags)
    {
        foreach (DroppedFlag flag in flags.Dropped) Tally(flag, 1);
    }

    private void Tally(DroppedFlag flag, int times) => dropped[flag] = dropped.GetValueOrDefault(flag) + times;

    private static string Some(SortedSet<string> names) =>
        string.Join(", ", names.Take(5)) + (names.Count > 5 ? $" and {names.Count - 5} more" : string.Empty);

    private static string Count(int number, string one, string? many = null) => $"{number} {(number == 1 ? one : many ?? one + "s")}";
}
