using System.Collections.Immutable;
using System.Text.Json;

namespace Cleak.Frontend.Compilation;

/// <summary>One entry of a compilation database, as it stands there.</summary>
/// <param name="Directory">The folder the compiler ran in, absolute.</param>
/// <param name="File">The source file, as written.</param>
/// <param name="Arguments">The command line, the compiler's name first; response files are not expanded.</param>
public sealed record DatabaseEntry(string Directory, string File, ImmutableArray<string> Arguments);

/// <summary>
/// A <c>compile_commands.json</c> (clang's JSON Compilation Database Format): <c>arguments</c> goes before
/// <c>command</c>, whose shell quoting is undone without expansion.
/// </summary>
/// <param name="Path">Canonical path of the file.</param>
/// <param name="Entries">The usable entries, in the file's order.</param>
/// <param name="UnusableEntries">How many have no file, no command or too long a command.</param>
public sealed record CompilationDatabase(string Path, ImmutableArray<DatabaseEntry> Entries, int UnusableEntries)
{
    /// <summary>The usual name of the file.</summary>
    public const string FileName = "compile_commands.json";

    /// <summary>The longest command line that is read, in words.</summary>
    public const int MaxArguments = 1 << 15;

    private const int MaxEntries = 500_000;
    private const long MaxBytes = 512L << 20;

    private const string Remake =
        "write it anew ('bear -- make', 'cmake -DCMAKE_EXPORT_COMPILE_COMMANDS=ON', 'meson setup'), name another with -p, or go on without one with '-p none'";

    /// <summary>The folder that holds the file.</summary>
    public string Folder => System.IO.Path.GetDirectoryName(Path)!;

    /// <summary>Reads the file.</summary>
    /// <exception cref="FrontendException">It cannot be read or is no compilation database; the message has file, line and column.</exception>
    public static CompilationDatabase Load(string path)
    {
        byte[] bytes;
        try
        {
            var info = new FileInfo(path);
            if (info.Exists && info.Length > MaxBytes)
                throw new FrontendException($"{path}: {info.Length >> 20} MiB is more than a compilation database may have ({MaxBytes >> 20} MiB)", Remake);
            bytes = info.Exists && info.Length == 0 ? [] : File.ReadAllBytes(path);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new FrontendException($"{path}: cannot be read: {problem.Message}", Remake, problem);
        }
        return Parse(path, bytes);
    }

    private static CompilationDatabase Parse(string path, ReadOnlySpan<byte> bytes)
    {
        if (bytes.StartsWith("\uFEFF"u8)) bytes = bytes[3..];
        var reader = new Utf8JsonReader(bytes, new JsonReaderOptions { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip });
        string folder = System.IO.Path.GetDirectoryName(path)!;
        var entries = ImmutableArray.CreateBuilder<DatabaseEntry>();
        int unusable = 0;
        try
        {
            reader.Read();
            if (reader.TokenType != JsonTokenType.StartArray) throw new JsonException("a list of entries was expected");
            while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            {
                if (reader.TokenType != JsonTokenType.StartObject) throw new JsonException("an entry must be an object");
                if (ReadEntry(ref reader, folder) is not { } entry) unusable++;
                else if (entries.Count < MaxEntries) entries.Add(entry);
                else throw new JsonException($"more than {MaxEntries} entries");
            }
            // Anything behind the list is an error of its own.
            reader.Read();
        }
        catch (Exception problem) when (problem is JsonException or InvalidOperationException)
        {
            (long line, long column) = PlaceOf(problem, bytes, reader.BytesConsumed);
            throw new FrontendException($"{path}:{line}:{column}: not a compilation database: {Reason(problem)}", Remake, problem);
        }
        return new CompilationDatabase(path, entries.ToImmutable(), unusable);
    }

    private static DatabaseEntry? ReadEntry(ref Utf8JsonReader reader, string folder)
    {
        string? directory = null, file = null, command = null;
        ImmutableArray<string> arguments = default;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("directory"u8)) directory = ReadString(ref reader, "directory");
            else if (reader.ValueTextEquals("file"u8)) file = ReadString(ref reader, "file");
            else if (reader.ValueTextEquals("command"u8)) command = ReadString(ref reader, "command");
            else if (reader.ValueTextEquals("arguments"u8)) arguments = ReadStrings(ref reader);
            else reader.Skip();
        }
        if (arguments.IsDefault && command is not null) arguments = [.. ShellWords.Split(command, MaxArguments + 1)];
        bool usable = !string.IsNullOrEmpty(file) && !HoldsNul(file) && !HoldsNul(directory)
            && arguments is { IsDefaultOrEmpty: false, Length: <= MaxArguments };
        return usable ? new DatabaseEntry(System.IO.Path.GetFullPath(directory ?? ".", folder), file!, arguments) : null;
    }

    private static string? ReadString(ref Utf8JsonReader reader, string name)
    {
        reader.Read();
        if (reader.TokenType != JsonTokenType.String) throw new JsonException($"'{name}' must be a text");
        return reader.GetString();
    }

    private static ImmutableArray<string> ReadStrings(ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartArray) throw new JsonException("'arguments' must be a list of texts");
        var words = ImmutableArray.CreateBuilder<string>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType != JsonTokenType.String) throw new JsonException("'arguments' must be a list of texts");
            if (words.Count <= MaxArguments) words.Add(reader.GetString()!);
        }
        return words.ToImmutable();
    }

    private static bool HoldsNul(string? path) => path?.Contains('\0', StringComparison.Ordinal) ?? false;

    /// <summary>Line and column of the fault, from 1, the column in bytes.</summary>
    private static (long Line, long Column) PlaceOf(Exception problem, ReadOnlySpan<byte> bytes, long consumed)
    {
        if (problem is JsonException { LineNumber: { } line, BytePositionInLine: { } column }) return (line + 1, column + 1);
        ReadOnlySpan<byte> before = bytes[..(int)Math.Min(consumed, bytes.Length)];
        return (before.Count((byte)'\n') + 1, before.Length - before.LastIndexOf((byte)'\n'));
    }

    /// <summary>The reader's reason without its own way of giving the place.</summary>
    private static string Reason(Exception problem)
    {
        int place = problem.Message.IndexOf(" LineNumber:", StringComparison.Ordinal);
        return (place < 0 ? problem.Message : problem.Message[..place]).TrimEnd('.');
    }
}
