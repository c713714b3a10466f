using System.Text;
using Cleak.Clang;
using Cleak.Ir;
using Xunit;

namespace Cleak.Tests.Lowering;

/// <summary>Which functions of a unit are lowered: the project's, and those of system headers that it uses.</summary>
public sealed class HeaderFunctionTests
{
    [Fact]
    public void Inline_functions_of_system_headers_are_lowered_where_they_are_used()
    {
        TranslationUnit unit = Lower(
            "#include <platform.h>\nint f(int n) { return used(n); }",
            ("/system/platform.h", "static inline int deeper(int n) { return n + 1; }\nstatic inline int used(int n) { return deeper(n); }\nstatic inline int unused(int n) { return n; }\n"));
        Assert.Equal(["deeper", "f", "used"], unit.Functions.Select(x => x.Name).Order(StringComparer.Ordinal));
        Assert.Equal("/system/platform.h#used", unit.Symbols.Single(s => s.Name == "used").LinkKey);
        Assert.True(unit.Files[unit.Function("used").Span.File].IsSystem);
    }

    [Fact]
    public void Functions_of_project_headers_and_included_sources_are_lowered()
    {
        TranslationUnit unit = Lower(
            "#include \"mine.h\"\n#include \"part.c\"\nint f(void) { return 1; }",
            ("/memory/mine.h", "static inline int small(void) { return 2; }\nstatic int table[] = { 1 };\n"),
            ("/memory/part.c", "int part(void) { return small(); }\n"));
        Assert.Equal(["f", "part", "small"], unit.Functions.Select(x => x.Name).Order(StringComparer.Ordinal));
        Assert.Equal("/memory/main.c#table", Assert.Single(unit.Globals).Symbol.LinkKey);
    }

    [Fact]
    public void Fortified_functions_are_lowered_down_to_the_checked_builtins()
    {
        TranslationUnit unit = LoweredSample.Text(
            "#include <string.h>\n#include <stdio.h>\nchar b[8]; void f(const char *s, int n) { memcpy(b, s, n); strcpy(b, s); snprintf(b, 8, \"%d\", n); }",
            "-O2",
            "-D_FORTIFY_SOURCE=2");
        string[] called = [.. unit.Functions.SelectMany(x => x.Blocks).SelectMany(b => b.Instructions).OfType<CallInstruction>().Select(c => c.DirectCallee!.Name)];
        Assert.Contains(called, name => name.Contains("memcpy", StringComparison.Ordinal));
        Assert.Contains(called, name => name.Contains("strcpy", StringComparison.Ordinal));
        Assert.Contains(called, name => name.Contains("snprintf", StringComparison.Ordinal));
        Assert.Empty(IrVerifier.Verify(unit));
    }

    private static TranslationUnit Lower(string source, params (string Path, string Text)[] headers) => LoweredSample.Lower(new ParseRequest
    {
        Arguments = ["clang", "-w", "-isystem", "/system", "/memory/main.c"],
        UnsavedFiles =
        [
            new UnsavedFile("/memory/main.c", Encoding.UTF8.GetBytes(source)),
            .. headers.Select(h => new UnsavedFile(h.Path, Encoding.UTF8.GetBytes(h.Text))),
        ],
    });
}
