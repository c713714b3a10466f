using Cleak.Clang;
using Cleak.Frontend.Compilation;
using Cleak.Frontend.Headers;
using Cleak.Frontend.Parsing;

namespace Cleak.Tests.Frontend;

/// <summary>Short ways to parse something in a test.</summary>
internal static class Parses
{
    public static HeaderSet Headers(HeaderOptions? options = null) =>
        HeaderSet.Choose(options ?? new HeaderOptions(), LibClangLoader.Load(null), SystemHeaders.Probe());

    public static CompileCommand Command(string file, params string[] flags)
    {
        FilteredFlags filtered = CompilerFlags.FilterFlags(flags, Path.GetDirectoryName(file)!, TrustedFolders.Everything(new CanonicalPaths()));
        return new CompileCommand(file, Path.GetDirectoryName(file)!, filtered.Flags, filtered.Standard, filtered.Target, CommandOrigin.CommandLine);
    }

    public static UnitFacts Facts(CompileCommand command, HeaderOptions? options = null) => With(command, options, unit => unit.Facts);

    public static T With<T>(CompileCommand command, HeaderOptions? options, Func<ParsedUnit, T> look) => ParseThread.Run(() =>
    {
        using IndexHandle index = IndexHandle.Create();
        using ParsedUnit unit = new UnitParser(index, Headers(options)).Parse(command);
        return look(unit);
    });
}
