using System.Collections.Immutable;
using Cleak.Frontend.Headers;

namespace Cleak.Frontend.Compilation;

/// <summary>A plan while it is made: commands with their variants merged, and what to tell the user.</summary>
internal sealed class PlanDraft(TrustedFolders trusted, int maxVariants)
{
    private readonly SortedDictionary<string, List<CompileCommand>> commands = new(StringComparer.Ordinal);
    private readonly HashSet<(string File, string Meaning)> seen = [];
    private readonly SortedDictionary<string, SkippedSource> skipped = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> surplusVariants = new(StringComparer.Ordinal);
    private readonly Dictionary<DroppedFlag, int> dropped = [];
    private readonly List<string> notes = [];
    private int otherLanguages;

    public ImmutableArray<string> Uncovered { get; set; } = [];

    public void Note(string sentence) => notes.Add(sentence);

    public void Skip(IEnumerable<SkippedSource> sources)
    {
        foreach (SkippedSource source in sources) skipped[source.Path] = source;
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
        Count(flags);
        if (!skipped.ContainsKey(file) && SourceProbe.Check(file) is { } obstacle) skipped[file] = obstacle;
        if (!skipped.ContainsKey(file)) Add(file, entry.Directory, flags, CommandOrigin.Database);
        return true;
    }

    public void AddNeighbour(string file, DatabaseEntry entry)
    {
        FilteredFlags flags = Filter(entry);
        Count(flags);
        Add(file, entry.Directory, flags, CommandOrigin.Neighbour);
    }

    public void AddAll(ImmutableArray<string> files, string directory, FilteredFlags flags, CommandOrigin origin)
    {
        Count(flags);
        foreach (string file in files) Add(file, directory, flags, origin);
    }

    public void AddGuessed(ImmutableArray<string> files, string root, SystemHeaders system)
    {
        var guesser = new IncludeGuesser(root, system);
        var folders = new SortedSet<string>(StringComparer.Ordinal);
        int unconfigured = 0;
        foreach (string file in files)
        {
            GuessedIncludes includes = guesser.GuessFor(file);
            folders.UnionWith(includes.Folders);
            if (includes.LacksConfigHeader) unconfigured++;
            List<string> flags = ["-D_GNU_SOURCE", .. includes.Folders.Select(folder => "-I" + folder)];
            if (includes.HasConfigHeader) flags.Add("-DHAVE_CONFIG_H");
            Add(file, Path.GetDirectoryName(file)!, new FilteredFlags([.. flags], null, null, true, []), CommandOrigin.Guessed);
        }
        if (files.IsEmpty) return;
        string which = folders.Count == 0 ? "no include folders needed" : $"include folders {string.Join(", ", folders.Take(5))}{(folders.Count > 5 ? " and others" : string.Empty)}";
        Note($"no compilation database: flags are guessed for {Count(files.Length, "file")} (-std={CompileCommand.DefaultStandard} -D_GNU_SOURCE, {which})");
        if (unconfigured > 0) Note($"{Count(unconfigured, "file includes", "files include")} a config.h that is not there yet: configure the project first for a whole view");
    }

    public CompilationPlan Finish(string? database, ImmutableArray<string> roots, IComparer<DroppedFlag> order)
    {
        foreach ((string file, int count) in surplusVariants.OrderBy(pair => pair.Key, StringComparer.Ordinal))
            skipped.TryAdd(file, new SkippedSource(file, SkipReason.TooManyVariants, $"{Count(count, "further set of flags", "further sets of flags")}; {maxVariants} are analysed"));
        if (otherLanguages > 0) Note($"{Count(otherLanguages, "entry compiles", "entries compile")} something else than C");
        if (!Uncovered.IsEmpty) Note($"{Count(Uncovered.Length, "C file is", "C files are")} not in {database} and not analysed");
        int outside = dropped.Where(pair => pair.Key.Reason == DropReason.Outside).Sum(pair => pair.Value);
        if (outside > 0) Note($"{Count(outside, "include path lies", "include paths lie")} outside the project and the system and not used");
        return new CompilationPlan(
            [.. commands.Values.SelectMany(variants => variants)],
            [.. skipped.Values],
            database,
            Uncovered,
            dropped.ToImmutableSortedDictionary(order),
            [.. notes],
            roots);
    }

    private FilteredFlags Filter(DatabaseEntry entry)
    {
        List<string> arguments = ResponseFiles.Expand(
            entry.Arguments, entry.Directory, trusted, CompilationDatabase.MaxArguments, out int refused);
        if (refused > 0) Tally(new DroppedFlag("@file", DropReason.Refused), refused);
        return CompilerFlags.Filter(arguments, entry.Directory, trusted);
    }

    private void Add(string file, string directory, FilteredFlags flags, CommandOrigin origin)
    {
        var command = new CompileCommand(file, directory, flags.Flags, flags.Standard, flags.Target, origin);
        if (!seen.Add((file, command.MeaningKey))) return;
        if (!commands.TryGetValue(file, out List<CompileCommand>? variants)) commands[file] = variants = [];
        if (variants.Count < maxVariants) variants.Add(command);
        else surplusVariants[file] = surplusVariants.GetValueOrDefault(file) + 1;
    }

    private void Count(FilteredFlags flags)
    {
        foreach (DroppedFlag flag in flags.Dropped) Tally(flag, 1);
    }

    private static string Count(int number, string one, string? many = null) => $"{number} {(number == 1 ? one : many ?? one + "s")}";

    private void Tally(DroppedFlag flag, int times) => dropped[flag] = dropped.GetValueOrDefault(flag) + times;
}
