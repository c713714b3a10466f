using Cleak.Clang;
using Cleak.Frontend.Lowering;
using Cleak.Frontend.Parsing;
using Cleak.Ir;
using Cleak.Tests.Samples;

namespace Cleak.Tests.Lowering;

/// <summary>C text and files lowered in this process, with the compiler's own builtin headers where they are.</summary>
internal static class LoweredSample
{
    private const string FlagsMark = "// flags:";

    /// <summary>What says how a tree shall be read and takes away what would only be told twice.</summary>
    private static readonly string[] CommonFlags =
        ["-w", "-Wno-implicit-function-declaration", "-Wno-int-conversion", "-ferror-limit=0", "-fno-spell-checking"];

    public static string Folder => Path.Combine(SampleCatalog.Root, "lowering");

    /// <summary>A file; its first line may name compiler flags.</summary>
    public static TranslationUnit File(string path)
    {
        string first = System.IO.File.ReadLines(path).First();
        string[] flags = first.StartsWith(FlagsMark, StringComparison.Ordinal)
            ? first[FlagsMark.Length..].Split(' ', StringSplitOptions.RemoveEmptyEntries)
            : ["-std=gnu17"];

        // The name is relative, so that what assert makes of __FILE__ is the same everywhere.
        return Lower(new ParseRequest
        {
            Arguments = ["clang", "-working-directory", Path.GetDirectoryName(path)!, .. CommonFlags, .. flags, Path.GetFileName(path)],
        });
    }

    public static TranslationUnit Text(string source, params string[] flags) => Lower(new ParseRequest
    {
        Arguments = ["clang", .. CommonFlags, .. flags, "/memory/main.c"],
        UnsavedFiles = [new UnsavedFile("/memory/main.c", System.Text.Encoding.UTF8.GetBytes(source))],
    });

    /// <summary>The function of that name.</summary>
    public static Function Function(this TranslationUnit unit, string name) => unit.Functions.Single(f => f.Name == name);

    public static TranslationUnit Lower(ParseRequest request) => ParseThread.Run(() =>
    {
        using IndexHandle index = IndexHandle.Create();
        using ClangTranslationUnit unit = ClangTranslationUnit.Parse(index, request);
        DamageMap damage = DamageMap.Of(unit);
        return UnitLowering.Lower(unit, declaration => damage.IsDamaged(declaration.Extent) ? "its body has errors" : null);
    });
}
