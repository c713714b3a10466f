using System.Text;
using Cleak.Findings;
using Cleak.Ir;

namespace Cleak.Tests.Reporting;

/// <summary>Source files in memory, and spans in them that are found by their text.</summary>
public sealed class SampleSources : ISourceText
{
    private readonly List<RunFile> files = [];
    private readonly Dictionary<RunFile, byte[]?> contents = [];

    public FileTable Table => new([.. files]);

    /// <summary>Adds a file and returns its number.</summary>
    public int Add(string path, string content) => Add(path, Encoding.UTF8.GetBytes(content));

    public int Add(string path, byte[]? content)
    {
        var file = new RunFile(path, "/tree/" + path);
        files.Add(file);
        contents.Add(file, content);
        return files.Count;
    }

    public ReadOnlyMemory<byte>? Read(RunFile file) => contents[file] is { } content ? (ReadOnlyMemory<byte>)content : null;

    /// <summary>The first place on a line where a text stands, in bytes as a compiler counts them.</summary>
    public SourceSpan Span(int file, int line, string text)
    {
        string content = Encoding.Latin1.GetString(contents[files[file - 1]]!);
        string[] lines = content.ReplaceLineEndings("\n").Split('\n');
        string bytes = Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(text));
        int column = lines[line - 1].IndexOf(bytes, StringComparison.Ordinal);
        if (column < 0)
            throw new ArgumentException($"'{text}' is not on line {line}: {lines[line - 1]}", nameof(text));
        return new SourceSpan(file, line, column + 1, column + 1 + bytes.Length);
    }
}
