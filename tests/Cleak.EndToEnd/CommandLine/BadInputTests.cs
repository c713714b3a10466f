using Xunit;

namespace Cleak.EndToEnd.CommandLine;

/// <summary>Whatever is wrong with the input, there is a sentence that says so and an exit code that fits.</summary>
public sealed class BadInputTests : SourceFolder
{
    private const string Sound = "int sound(int x) { return x + 1; }\n";

    [Fact]
    public void A_folder_without_a_C_file()
    {
        Write("readme.txt", "no C here");

        CleakResult result = Cleak("analyze");

        Assert.Equal(2, result.ExitCode);
        Assert.Contains("cleak: error: .: no C file here", result.Errors, StringComparison.Ordinal);
        Assert.Empty(result.Output);
    }

    [Fact]
    public void A_path_that_does_not_exist()
    {
        CleakResult result = Cleak("analyze", "gone.c");

        Assert.Equal(2, result.ExitCode);
        Assert.Contains("gone.c: no such file or folder", result.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_not_C()
    {
        Write("notes.md", "# no C");

        CleakResult result = Cleak("analyze", "notes.md");

        Assert.Equal(2, result.ExitCode);
        Assert.Contains("notes.md: not a C source file", result.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void An_unreadable_file_beside_a_sound_one()
    {
        File.CreateSymbolicLink(Path.Join(Folder, "gone.c"), Path.Join(Folder, "nowhere.c"));
        Write("sound.c", Sound);

        CleakResult result = Cleak("analyze");

        Assert.Equal(0, result.ExitCode);
        Assert.Matches(@"nowhere\.c: warning: Not analysed: no such file \[CK9002\]", result.Output);
        Assert.Contains("Analysed 1 of 2 units with 1 function", result.Output, StringComparison.Ordinal);
        Assert.Equal(3, Cleak("analyze", "--strict").ExitCode);
    }

    [Fact]
    public void A_file_that_may_not_be_read()
    {
        string secret = Write("secret.c", Sound);
        CleakProcess.RunProgram("chmod", Folder, null, "000", secret);
        CleakProcess.RunProgram("chmod", Folder, null, "755", Folder);

        // The superuser may read everything: then somebody else has to try.
        CleakResult result = Environment.UserName == "root"
            ? CleakProcess.RunProgram("setpriv", Folder, new Dictionary<string, string?> { ["HOME"] = Folder }, "--reuid=65534", "--clear-groups", CleakProcess.Executable, "analyze", "--in-process")
            : Cleak("analyze", "--in-process");

        Assert.Equal(2, result.ExitCode);
        Assert.Contains("secret.c: warning: Not analysed: permission denied [CK9002]", result.Output, StringComparison.Ordinal);
        Assert.Contains("cleak: error: nothing could be analysed", result.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void A_database_that_is_no_JSON()
    {
        Write("sound.c", Sound);
        string database = Write("compile_commands.json", "[\n  { \"file\": \"sound.c\", }\n  oops\n]");

        CleakResult result = Cleak("analyze");

        Assert.Equal(2, result.ExitCode);
        Assert.Contains($"{database}:3:3: not a compilation database", result.Errors, StringComparison.Ordinal);
        Assert.Contains("-p none", result.Errors, StringComparison.Ordinal);
        Assert.Equal(0, Cleak("analyze", "-p", "none").ExitCode);
    }

    [Fact]
    public void A_database_that_is_not_there()
    {
        Write("sound.c", Sound);

        CleakResult result = Cleak("analyze", "-p", "build");

        Assert.Equal(2, result.ExitCode);
        Assert.Contains("build: no such file or folder", result.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void A_unit_with_syntax_errors()
    {
        Write("broken.c", "int broken(int x) { return x +; }\n" + Sound);

        CleakResult result = Cleak("analyze");

        Assert.Equal(0, result.ExitCode);
        Assert.Matches(@"broken\.c:1:\d+: warning: Read with an error: expected expression \[CK9004\]", result.Output);
        Assert.Contains("Analysed 1 unit with 2 functions", result.Output, StringComparison.Ordinal);
        Assert.Contains("not analysed: 1 function with errors", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_header()
    {
        Write("lacks.c", "#include \"config-of-ours.h\"\n" + Sound);

        CleakResult result = Cleak("analyze");

        Assert.Equal(0, result.ExitCode);
        Assert.Contains("lacks.c:1:10: warning: Header 'config-of-ours.h' was not found", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_binary_file_named_like_C()
    {
        File.WriteAllBytes(Path.Join(Folder, "image.c"), [0x7f, 0x45, 0x4c, 0x46, 2, 1, 1, 0, 0, 0]);

        CleakResult result = Cleak("analyze");

        Assert.Equal(2, result.ExitCode);
        Assert.Contains("image.c: warning: Not analysed: it holds NUL bytes, so it is no C source text [CK9002]", result.Output, StringComparison.Ordinal);
        Assert.Contains("cleak: error: nothing could be analysed", result.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void An_empty_file()
    {
        Write("empty.c", "");

        CleakResult result = Cleak("analyze");

        Assert.Equal(0, result.ExitCode);
        Assert.Contains("Analysed 1 unit with 0 functions", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void An_unknown_option()
    {
        CleakResult result = Cleak("analyze", "--fial-on", "error");

        Assert.Equal(2, result.ExitCode);
        Assert.Contains("cleak: error: unknown option '--fial-on'", result.Errors, StringComparison.Ordinal);
        Assert.Contains("did you mean '--fail-on'?", result.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("analyze", "--fail-on", "sometimes")]
    [InlineData("analyze", "--jobs", "many")]
    [InlineData("analyze", "--jobs", "0")]
    [InlineData("analyze", "--rule", "CK0000")]
    [InlineData("analyze", "-o", "report.unknown")]
    [InlineData("analyze", "-o", "xml=report.xml")]
    [InlineData("explain", "CK0000")]
    [InlineData("explain")]
    [InlineData("anlyze")]
    [InlineData("version", "--", "-DX")]
    public void Any_other_wrong_word(params string[] arguments)
    {
        CleakResult result = Cleak(arguments);

        Assert.Equal(2, result.ExitCode);
        Assert.StartsWith("cleak: error: ", result.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", result.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void Output_that_cannot_be_written_is_told_before_the_analysis()
    {
        Write("sound.c", Sound);

        CleakResult result = Cleak("analyze", "-o", "missing/out.sarif", "-o", "early.sarif");

        Assert.Equal(2, result.ExitCode);
        Assert.Contains("cannot write 'missing/out.sarif': its folder does not exist", result.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("note:", result.Errors, StringComparison.Ordinal);
        Assert.Empty(result.Output);
        Assert.False(File.Exists(Path.Join(Folder, "early.sarif")));
    }

    [Fact]
    public void A_folder_in_the_place_of_an_output()
    {
        Write("sound.c", Sound);
        Directory.CreateDirectory(Path.Join(Folder, "out.sarif"));

        CleakResult result = Cleak("analyze", "-o", "out.sarif");

        Assert.Equal(2, result.ExitCode);
        Assert.Contains("cannot write 'out.sarif': it is a folder", result.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void A_libclang_that_is_none()
    {
        Write("sound.c", Sound);
        string library = Write("libclang.so", "no library");

        CleakResult result = Cleak("analyze", "--libclang", library);

        Assert.Equal(2, result.ExitCode);
        Assert.Contains(library, result.Errors, StringComparison.Ordinal);
        Assert.Contains("cleak needs libclang 17 or newer", result.Errors, StringComparison.Ordinal);
    }
}
