using System.Collections.Immutable;

namespace Cleak.Ir;

/// <summary>
/// The files of many translation units under one numbering: a path has one number, however many units read it. Add the
/// units' files in the order of the run's input, so that numbers do not depend on which unit was ready first.
/// </summary>
public sealed class FileIndex
{
    private readonly Dictionary<string, int> numbers = new(StringComparer.Ordinal);
    private readonly List<SourceFile> files = [new SourceFile("", false)];

    /// <summary>All files by number; 0 stands for "nowhere".</summary>
    public ImmutableArray<SourceFile> Files => [.. files];

    /// <summary>The file's number. What one unit reads as the user's own is never a system file.</summary>
    public int Add(SourceFile file)
    {
        if (!numbers.TryGetValue(file.Path, out int number))
        {
            number = files.Count;
            numbers.Add(file.Path, number);
            files.Add(file);
        }
        else if (files[number].IsSystem && !file.IsSystem)
        {
            files[number] = file;
        }

        return number;
    }
}
