using Cleak.Findings;
using Cleak.Ir;

namespace Cleak.Reporting.Sarif;

/// <summary>Turns spans into SARIF locations: relative addresses, UTF-16 columns, the text of the place and around it.</summary>
internal sealed class SarifLocations
{
    private const int ContextLines = 2;

    /// <summary>Text that a program wrote on one line is no context.</summary>
    private const int LongestSnippet = 4000;

    private readonly FileTable files;
    private readonly SourceTexts texts;
    private readonly Dictionary<int, int> artifactIndex = [];
    private readonly Dictionary<int, string[]> lineHashes = [];

    /// <param name="spans">Every place that the log names: its files become the log's artifacts.</param>
    public SarifLocations(FileTable files, ISourceText source, IEnumerable<SourceSpan> spans)
    {
        this.files = files;
        texts = new SourceTexts(files, source);
        int[] named =
        [
            .. spans.Where(span => !span.IsNone)
                .Select(span => span.File)
                .Distinct()
                .OrderBy(file => files[file].Path, StringComparer.Ordinal),
        ];
        for (int i = 0; i < named.Length; i++)
            artifactIndex.Add(named[i], i);
        Artifacts = [.. named.Select(file => new SarifArtifact(Address(file), "c"))];
        HasFilesOutsideRoot = named.Any(file => files[file].IsOutsideRoot);
    }

    public SarifArtifact[] Artifacts { get; }

    public bool HasFilesOutsideRoot { get; }

    public SarifArtifactLocation Artifact(int file) => Address(file) with { Index = artifactIndex[file] };

    public SarifLocation Location(SourceSpan span, string function = "", string? message = null, int? id = null, bool context = true) => new()
    {
        Id = id,
        PhysicalLocation = span.IsNone
            ? null
            : new SarifPhysicalLocation(Artifact(span.File), Region(span), context ? ContextRegion(span) : null),
        LogicalLocations = function.Length == 0 ? null : [new SarifLogicalLocation(function, "function")],
        Message = message is null ? null : new SarifMessage(message),
    };

    /// <summary>The region of a span with its text; null for a file as a whole.</summary>
    public SarifRegion? Region(SourceSpan span)
    {
        if (span.Line < 1)
            return null;
        (int start, int end) = Columns(span);
        string line = texts[span]?.Line(span.Line) ?? "";
        if (start == end && start <= line.Length)
            end += char.IsHighSurrogate(line[start - 1]) ? 2 : 1;
        bool hasSnippet = end > start && end <= line.Length + 1 && end - start <= LongestSnippet;
        return Region(span.Line, start, end) with
        {
            Snippet = hasSnippet ? new SarifContent(line[(start - 1)..(end - 1)]) : null,
        };
    }

    /// <summary>The region that a replacement takes away; empty where it only inserts.</summary>
    public SarifRegion DeletedRegion(SourceSpan span)
    {
        (int start, int end) = Columns(span);
        return Region(span.Line, start, end);
    }

    private static SarifRegion Region(int line, int start, int end) =>
        new() { StartLine = line, StartColumn = start, EndLine = line, EndColumn = end };

    /// <summary>UTF-16 columns; of a file that can't be read, byte columns, which are the same on a line of ASCII.</summary>
    private (int Start, int End) Columns(SourceSpan span)
    {
        SourceText? text = texts[span];
        int start = text?.Utf16Column(span.Line, span.Column) ?? Math.Max(1, span.Column);
        int end = text?.Utf16Column(span.Line, span.EndColumn) ?? span.EndColumn;
        return (start, Math.Max(start, end));
    }

    public string? LineHash(SourceSpan span)
    {
        if (texts[span] is not { } text)
            return null;
        if (!lineHashes.TryGetValue(span.File, out string[]? hashes))
            lineHashes.Add(span.File, hashes = LineHashes.Of(text.Decode()));
        return hashes[span.Line - 1];
    }

    /// <summary>The lines around; null where that would be no more than the region itself.</summary>
    private SarifRegion? ContextRegion(SourceSpan span)
    {
        if (texts[span] is not { } text)
            return null;
        int first = Math.Max(1, span.Line - ContextLines);
        int last = Math.Min(text.LineCount, span.Line + ContextLines);
        // What follows the last line end is no line to a reader.
        if (last == text.LineCount && last > span.Line && text.Line(last).Length == 0)
            last--;

        string snippet = string.Join('\n', Enumerable.Range(first, last - first + 1).Select(text.Line));
        bool isRegion = first == last && Region(span)?.Snippet?.Text.Length == snippet.Length;
        return isRegion || snippet.Length > LongestSnippet
            ? null
            : new SarifRegion { StartLine = first, EndLine = last, Snippet = new SarifContent(snippet) };
    }

    private SarifArtifactLocation Address(int file) => new(SarifUris.Of(files[file]), SarifUris.BaseOf(files[file]));
}
