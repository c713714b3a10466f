using Cleak.CommandLine;

namespace Cleak.Output;

/// <summary>Where a report goes, and in which form.</summary>
/// <param name="Path">A file, or <c>-</c> for standard output.</param>
internal sealed record OutputTarget(ReportKind Kind, string Path)
{
    public const string StandardOutput = "-";

    public bool IsStandardOutput => Path == StandardOutput;

    /// <summary>Reads <c>[kind=]FILE</c>. Without a kind the file's name tells it; standard output takes the default.</summary>
    public static OutputTarget Parse(string text, ReportKind standardKind)
    {
        int equals = text.IndexOf('=', StringComparison.Ordinal);
        if (equals > 0 && text.AsSpan(0, equals).IndexOfAny('/', '.') < 0)
        {
            string path = text[(equals + 1)..];
            return path.Length == 0
                ? throw new UsageException($"'{text}' names no file", "write kind=FILE, or '-' for standard output")
                : new OutputTarget(KindNamed(text[..equals]), path);
        }

        if (text.Length == 0)
        {
            throw new UsageException("an output without a name");
        }

        return text == StandardOutput ? new OutputTarget(standardKind, text) : new OutputTarget(KindOf(text), text);
    }

    private static ReportKind KindNamed(string name) => name.ToLowerInvariant() switch
    {
        "text" or "gcc" => ReportKind.Text,
        "msvc" => ReportKind.Msvc,
        "sarif" => ReportKind.Sarif,
        _ => throw new UsageException($"'{name}' is no kind of report", "kinds are text, msvc and sarif"),
    };

    private static ReportKind KindOf(string path)
    {
        string name = System.IO.Path.GetFileName(path).ToLowerInvariant();
        if (name.EndsWith(".sarif", StringComparison.Ordinal) || name.EndsWith(".sarif.json", StringComparison.Ordinal))
        {
            return ReportKind.Sarif;
        }

        return System.IO.Path.GetExtension(name) is ".txt" or ".text" or ".log"
            ? ReportKind.Text
            : throw new UsageException($"'{path}': its name does not say which kind of report it is to be", "write kind=FILE with text, msvc or sarif, or name it .sarif or .txt");
    }
}
