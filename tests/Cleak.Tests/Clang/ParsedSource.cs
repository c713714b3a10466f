using System.Text;
using Cleak.Clang;

namespace Cleak.Tests.Clang;

/// <summary>A C text parsed from memory, with its index.</summary>
internal sealed class ParsedSource : IDisposable
{
    private readonly IndexHandle _index = IndexHandle.Create();

    public ParsedSource(string source, params (string Path, string Text)[] headers)
    {
        Unit = ClangTranslationUnit.Parse(_index, Request(source, headers));
    }

    public ClangTranslationUnit Unit { get; }

    public static ParseRequest Request(string source, params (string Path, string Text)[] headers) => new()
    {
        Arguments = ["clang", "-std=gnu17", "-w", "-ferror-limit=0", "-fno-spell-checking", "/memory/main.c"],
        UnsavedFiles =
        [
            new UnsavedFile("/memory/main.c", Encoding.UTF8.GetBytes(source)),
            .. headers.Select(header => new UnsavedFile(header.Path, Encoding.UTF8.GetBytes(header.Text))),
        ],
    };

    /// <summary>The tree of the only function or variable of that name that is defined.</summary>
    public CursorTree Tree(string name)
    {
        for (int i = 0; i < Unit.TopLevel.Count; i++)
        {
            Cursor cursor = Unit.TopLevel[i];
            if (cursor.IsDefinition && cursor.Spelling == name)
            {
                return Unit.Tree(cursor);
            }
        }

        throw new InvalidOperationException($"no definition of {name}");
    }

    public void Dispose()
    {
        Unit.Dispose();
        _index.Dispose();
    }
}
