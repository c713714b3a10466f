using Cleak.Findings;
using Cleak.Ir;

namespace Cleak.Reporting;

/// <summary>The texts of the files of one run, each read once and only when a report shows it.</summary>
internal sealed class SourceTexts(FileTable files, ISourceText source)
{
    private readonly Dictionary<int, SourceText?> texts = [];

    /// <summary>The text of the span's file; null when there is none, or no such line in it.</summary>
    public SourceText? this[SourceSpan span]
    {
        get
        {
            if (span.IsNone)
                return null;
            if (!texts.TryGetValue(span.File, out SourceText? text))
            {
                text = source.Read(files[span]) is { } bytes ? new SourceText(bytes) : null;
                texts.Add(span.File, text);
            }

            return text is not null && span.Line >= 1 && span.Line <= text.LineCount ? text : null;
        }
    }
}
