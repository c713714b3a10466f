using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Cleak.Ir;

namespace Cleak.Frontend.Compilation;

/// <summary>
/// What a compilation database says of linking: commands that compile and link at once, commands that link or archive objects (ninja's own
/// databases have them), and the <c>link.txt</c> that CMake writes beside the objects of a target.
/// </summary>
internal sealed partial class LinkCommands(CanonicalPaths canonical, TrustedFolders trusted)
{
    private const int MaxImages = 20_000;

    private static readonly string[] Separators = ["&&", "||", ";", "|"];

    /// <summary>The source of each object.</summary>
    private readonly Dictionary<string, string> objects = new(StringComparer.Ordinal);

    private readonly SortedDictionary<string, Made> made = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, SortedSet<string>> named = new(StringComparer.Ordinal);
    private readonly HashSet<string> targets = new(StringComparer.Ordinal);

    private enum Tool
    {
        None,
        Compiler,
        Archiver,
    }

    private enum Form
    {
        Archive,
        Shared,
        Program,
    }

    /// <summary>A file that some command makes of objects.</summary>
    private sealed class Made
    {
        public required Form Form { get; init; }

        public List<string> Inputs { get; } = [];

        public SortedSet<string> Libraries { get; } = new(StringComparer.Ordinal);
    }

    /// <summary>Takes what an entry says.</summary>
    /// <param name="file">The canonical path of the file that it is about.</param>
    /// <returns>It links or archives, and compiles nothing.</returns>
    public bool Read(string file, DatabaseEntry entry)
    {
        List<string> words = ResponseFiles.Expand(entry.Arguments, entry.Directory, trusted, CompilationDatabase.MaxArguments, out _);
        bool compiles = false, links = false;
        foreach (List<string> command in Commands(words))
        {
            switch (ToolOf(command, out int first))
            {
                case Tool.Archiver:
                    links |= Archive(command, first, entry.Directory);
                    break;
                case Tool.Compiler when Compiles(command):
                    compiles = true;
                    Compile(file, command, first, entry.Directory);
                    break;
                case Tool.Compiler:
                    links |= Link(command, first, entry.Directory);
                    break;
            }
        }

        return links && !compiles && !SourceDiscovery.IsCSource(file);
    }

    /// <summary>Programs and shared libraries, by path, then sources whose own commands name libraries.</summary>
    public ImmutableArray<LinkedImage> Finish()
    {
        var images = ImmutableArray.CreateBuilder<LinkedImage>();
        foreach ((string path, Made image) in made)
        {
            if (image.Form == Form.Archive)
            {
                continue;
            }

            SortedSet<string> sources = new(StringComparer.Ordinal), libraries = new(StringComparer.Ordinal);
            Collect(path, image, sources, libraries, new HashSet<string>(StringComparer.Ordinal));
            if (sources.Count > 0)
            {
                images.Add(new LinkedImage(path, [.. sources], [.. libraries]) { IsWhole = true });
            }
        }

        images.AddRange(named.Select(source => new LinkedImage(source.Key, [source.Key], [.. source.Value])));
        return images.ToImmutable();
    }

    private void Collect(string path, Made image, SortedSet<string> sources, SortedSet<string> libraries, HashSet<string> seen)
    {
        if (!seen.Add(path))
        {
            return;
        }

        libraries.UnionWith(image.Libraries);
        foreach (string input in image.Inputs)
        {
            if (SourceDiscovery.IsCSource(input))
            {
                sources.Add(input);
            }
            else if (objects.TryGetValue(input, out string? source))
            {
                sources.Add(source);
            }
            else if (made.TryGetValue(input, out Made? part))
            {
                Collect(input, part, sources, libraries, seen);
            }
        }

        // What -l names may be a library of the same build.
        foreach (string library in image.Libraries)
        {
            foreach ((string other, Made part) in made)
            {
                if (part.Form != Form.Program && LibraryName(other) == library)
                {
                    Collect(other, part, sources, libraries, seen);
                }
            }
        }
    }

    private void Compile(string file, List<string> command, int first, string directory)
    {
        (_, List<string> libraries, string? output) = Words(command, first, directory);
        output ??= canonical.Of(Path.GetFileNameWithoutExtension(file) + ".o", directory);
        objects[output] = file;
        if (Path.GetExtension(output) == ".lo")
        {
            objects[Path.ChangeExtension(output, ".o")] = file;
        }

        foreach (string library in libraries)
        {
            (named.TryGetValue(file, out SortedSet<string>? names) ? names : named[file] = new SortedSet<string>(StringComparer.Ordinal)).Add(library);
        }

        ReadTarget(output, directory);
    }

    /// <summary>CMake keeps the objects of a target in a folder of its own, and the command that links it beside them.</summary>
    private void ReadTarget(string output, string directory)
    {
        int folder = output.IndexOf("/CMakeFiles/", StringComparison.Ordinal);
        int end = folder < 0 ? -1 : output.IndexOf(".dir/", folder, StringComparison.Ordinal);
        if (end < 0 || !targets.Add(output[..end]))
        {
            return;
        }

        List<string> words = ResponseFiles.Expand(["@" + output[..end] + ".dir/link.txt"], directory, trusted, CompilationDatabase.MaxArguments, out _);
        if (ToolOf(words, out int first) is var tool && tool == Tool.Archiver)
        {
            Archive(words, first, directory);
        }
        else if (tool == Tool.Compiler)
        {
            Link(words, first, directory);
        }
    }

    private bool Link(List<string> command, int first, string directory)
    {
        (List<string> inputs, List<string> libraries, string? output) = Words(command, first, directory);
        if (inputs.Count == 0 || command.Exists(static word => word is "-E" or "-S" or "-M" or "-MM" or "-fsyntax-only"))
        {
            return false;
        }

        Form form = command.Exists(static word => word is "-shared" or "-r" or "-Wl,-r") ? Form.Shared : Form.Program;
        Add(output ?? canonical.Of("a.out", directory), form, inputs, libraries);
        return true;
    }

    /// <summary>ar: its operation stands before the archive.</summary>
    private bool Archive(List<string> command, int first, string directory)
    {
        string[] files = [.. command.Skip(first + 2).Where(static word => !word.StartsWith('-')).Select(word => canonical.Of(word, directory))];
        if (files.Length < 2 || command[first + 1].TrimStart('-').IndexOfAny(['r', 'q']) < 0)
        {
            return false;
        }

        Add(files[0], Form.Archive, files.Skip(1).Where(file => file != files[0]), []);
        return true;
    }

    private void Add(string path, Form form, IEnumerable<string> inputs, List<string> libraries)
    {
        if (!made.TryGetValue(path, out Made? image))
        {
            if (made.Count >= MaxImages)
            {
                return;
            }

            made[path] = image = new Made { Form = form };
        }

        image.Inputs.AddRange(inputs.Where(input => !image.Inputs.Contains(input)));
        image.Libraries.UnionWith(libraries);
    }

    /// <summary>What a compiler is given: files, libraries, and where the result goes.</summary>
    private (List<string> Inputs, List<string> Libraries, string? Output) Words(List<string> command, int first, string directory)
    {
        List<string> inputs = [], libraries = [];
        string? output = null;
        for (int i = first + 1; i < command.Count; i++)
        {
            string word = command[i];
            if (word.StartsWith("-Wl,-l", StringComparison.Ordinal))
            {
                libraries.Add(LibraryName(word[6..].TrimStart(':')));
            }
            else if (word.Length < 2 || word[0] != '-')
            {
                if (LibraryFile().IsMatch(word))
                {
                    libraries.Add(LibraryName(word));
                }

                inputs.Add(canonical.Of(word, directory));
            }
            else if (FlagTable.Find(word) is { } flag)
            {
                string value = word[flag.Name.Length..];
                if ((flag.Shape == FlagShape.Separate || (flag.Shape == FlagShape.JoinedOrSeparate && value.Length == 0)) && ++i < command.Count)
                {
                    value = command[i];
                }

                if (flag.Name == "-l" && value.Length > 0)
                {
                    libraries.Add(LibraryName(value.TrimStart(':')));
                }
                else if (flag.Name == "-o" && value.Length > 0)
                {
                    output = canonical.Of(value, directory);
                }
            }
        }

        return (inputs, libraries, output);
    }

    private static bool Compiles(List<string> command) => command.Contains("-c");

    private static IEnumerable<List<string>> Commands(List<string> words)
    {
        var command = new List<string>();
        foreach (string word in words)
        {
            if (!Separators.Contains(word))
            {
                command.Add(word);
                continue;
            }

            yield return command;
            command = [];
        }

        yield return command;
    }

    /// <param name="at">The word that names the tool: a launcher may stand before it.</param>
    private static Tool ToolOf(List<string> command, out int at)
    {
        for (at = 0; at < Math.Min(command.Count, 8); at++)
        {
            string name = Path.GetFileName(command[at]);
            if (Archiver().IsMatch(name))
            {
                return at + 1 < command.Count ? Tool.Archiver : Tool.None;
            }

            if (Compiler().IsMatch(name))
            {
                return Tool.Compiler;
            }
        }

        return Tool.None;
    }

    /// <summary><c>libjemalloc.so.2</c> is <c>jemalloc</c>.</summary>
    private static string LibraryName(string word)
    {
        string name = Path.GetFileName(word);
        Match match = LibraryFile().Match(name);
        return match.Success ? match.Groups["name"].Value : name;
    }

    [GeneratedRegex(@"^(.*/)?lib(?<name>[^/]+?)\.(a|la|so(\.[0-9.]+)?)$")]
    private static partial Regex LibraryFile();

    [GeneratedRegex(@"^([\w.]+-)*ar(-[0-9.]+)?$")]
    private static partial Regex Archiver();

    [GeneratedRegex(@"^([\w.]+-)*(cc|gcc|clang|c\+\+|g\+\+|clang\+\+|tcc|icc|icx|ld|ld\.\w+)(-[0-9.]+)?$")]
    private static partial Regex Compiler();
}
