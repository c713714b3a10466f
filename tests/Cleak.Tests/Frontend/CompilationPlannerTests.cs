using System.Text.Json;
using Cleak.Frontend;
using Cleak.Frontend.Compilation;
using Cleak.Frontend.Headers;
using Xunit;

namespace Cleak.Tests.Frontend;

public sealed class CompilationPlannerTests : IDisposable
{
    private readonly TemporaryTree tree = new();

    public void Dispose() => tree.Dispose();

    [Fact]
    public void A_folder_without_C_files_is_an_error() =>
        Assert.Contains("no C file", Assert.Throws<FrontendException>(() => Plan(tree.Root)).Message, StringComparison.Ordinal);

    [Fact]
    public void Missing_paths_and_other_languages_are_errors()
    {
        tree.Write("a.cpp", string.Empty);
        Assert.Contains("no such file", Assert.Throws<FrontendException>(() => Plan(tree["nothing"])).Message, StringComparison.Ordinal);
        Assert.Contains("not a C source", Assert.Throws<FrontendException>(() => Plan(tree["a.cpp"])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Files_come_once_in_order_without_hidden_folders_and_link_loops()
    {
        foreach (string name in new[] { "b.c", "sub/a.c", "a.c", ".hidden/x.c", "a.h", "B.C", "z.C" }) tree.Write(name, "int x;\n");
        Directory.CreateSymbolicLink(tree["sub/loop"], tree.Root);
        File.CreateSymbolicLink(tree["alias.c"], tree["a.c"]);
        Assert.Equal(new[] { "a.c", "b.c", "sub/a.c" }.Select(name => tree[name]), Files(Plan(tree.Root, tree["a.c"], tree["sub/../sub"])));
    }

    [Fact]
    public void What_cannot_be_read_is_skipped_with_its_reason()
    {
        tree.Write("good.c", "int x;\n");
        tree.Write("empty.c", string.Empty);
        File.WriteAllBytes(tree["binary.c"], [0x7F, (byte)'E', (byte)'L', (byte)'F', 0, 0, 1]);
        File.CreateSymbolicLink(tree["dangling.c"], tree["gone.c"]);
        using (FileStream huge = File.Create(tree["huge.c"])) huge.SetLength(SourceProbe.MaxBytes + 1);
        CompilationPlan plan = Plan(tree.Root);
        Assert.Equal([tree["empty.c"], tree["good.c"]], Files(plan));
        Assert.Equal([SkipReason.Binary, SkipReason.Missing, SkipReason.TooLarge], plan.Skipped.Select(source => source.Reason));
        Assert.Contains("NUL", plan.Skipped[0].Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void A_plan_of_nothing_but_unusable_files_says_so()
    {
        File.WriteAllBytes(tree["binary.c"], [0]);
        CompilationPlan plan = Plan(tree["binary.c"]);
        Assert.Empty(plan.Commands);
        Assert.Single(plan.Skipped);
    }

    [Theory]
    [InlineData("compile_commands.json")]
    [InlineData("build/compile_commands.json")]
    [InlineData("build-debug/compile_commands.json")]
    [InlineData("build/release/compile_commands.json")]
    [InlineData("cmake-build-debug/compile_commands.json")]
    [InlineData("out/compile_commands.json")]
    [InlineData("builddir/compile_commands.json")]
    public void A_database_is_found_upward_and_in_build_folders(string place)
    {
        string file = tree.Write("src/deep/a.c", "int x;\n");
        WriteDatabase(place, (file, ["-DFOUND"]));
        foreach (string path in new[] { file, tree["src/deep"], tree["src"], tree.Root })
        {
            CompilationPlan plan = Plan(path);
            Assert.Equal(tree[place], Assert.Single(plan.Databases));
            CompileCommand command = Assert.Single(plan.Commands);
            Assert.Equal(CommandOrigin.Database, command.Origin);
            Assert.Equal(["-DFOUND"], command.Flags.ToArray());
        }
    }

    [Fact]
    public void The_nearest_database_wins()
    {
        string file = tree.Write("inner/a.c", "int x;\n");
        WriteDatabase("compile_commands.json", (file, ["-DFAR"]));
        WriteDatabase("inner/compile_commands.json", (file, ["-DNEAR"]));
        Assert.Equal(["-DNEAR"], Assert.Single(Plan(file).Commands).Flags.ToArray());
        Assert.Equal(["-DFAR"], Assert.Single(Plan(tree.Root).Commands).Flags.ToArray());
    }

    [Fact]
    public void Several_databases_at_one_distance_are_listed()
    {
        string file = tree.Write("a.c", "int x;\n");
        WriteDatabase("build-debug/compile_commands.json", (file, ["-DDEBUG"]));
        WriteDatabase("build-release/compile_commands.json", (file, ["-DRELEASE"]));
        var problem = Assert.Throws<FrontendException>(() => Plan(tree.Root));
        Assert.Contains(tree["build-debug/compile_commands.json"], problem.Message, StringComparison.Ordinal);
        Assert.Contains(tree["build-release/compile_commands.json"], problem.Message, StringComparison.Ordinal);
        Assert.Contains("-p", problem.WayOut, StringComparison.Ordinal);
        Assert.Equal(["-DRELEASE"], Assert.Single(Plan(Request(tree.Root) with { Database = tree["build-release"] }).Commands).Flags.ToArray());
        Assert.Equal(CommandOrigin.Guessed, Assert.Single(Plan(Request(tree.Root) with { Database = "none" }).Commands).Origin);
    }

    [Fact]
    public void A_database_named_on_the_command_line_must_be_there_and_fit()
    {
        tree.Write("a.c", "int x;\n");
        Assert.Throws<FrontendException>(() => Plan(Request(tree.Root) with { Database = tree["nowhere"] }));
        Assert.Throws<FrontendException>(() => Plan(Request(tree.Root) with { Database = tree.Root }));
        WriteDatabase("other.json", ("/elsewhere/b.c", []));
        var problem = Assert.Throws<FrontendException>(() => Plan(Request(tree.Root) with { Database = tree["other.json"] }));
        Assert.Contains("no entry", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_database_found_by_itself_that_knows_nothing_here_is_not_used()
    {
        tree.Write("a.c", "int x;\n");
        WriteDatabase("compile_commands.json", ("/elsewhere/b.c", []));
        CompilationPlan plan = Plan(tree.Root);
        Assert.Empty(plan.Databases);
        Assert.Equal(CommandOrigin.Guessed, Assert.Single(plan.Commands).Origin);
        Assert.Contains(plan.Notes, note => note.Contains("knows none", StringComparison.Ordinal));
    }

    [Fact]
    public void Each_path_goes_by_its_own_database()
    {
        string one = tree.Write("one/a.c", "int x;\n");
        string two = tree.Write("two/b.c", "int x;\n");
        string three = tree.Write("three/c.c", "#include \"inc.h\"\n");
        tree.Write("three/include/inc.h", string.Empty);
        WriteDatabase("one/compile_commands.json", (one, ["-DONE"]));
        WriteDatabase("two/build/compile_commands.json", (two, ["-DTWO"]));
        CompilationPlan plan = Plan(tree["one"], tree["two"], tree["three"]);
        Assert.Equal(
            [(one, "-DONE"), (three, "-D_GNU_SOURCE -I" + tree["three/include"]), (two, "-DTWO")],
            plan.Commands.Select(command => (command.File, string.Join(' ', command.Flags))));
        Assert.Equal(2, plan.Databases.Length);
        Assert.Empty(plan.Uncovered);
    }

    [Fact]
    public void A_database_can_be_the_path_itself()
    {
        string file = tree.Write("a.c", "int x;\n");
        WriteDatabase("db.json", (file, ["-DX"]));
        Assert.Equal(file, Assert.Single(Plan(tree["db.json"]).Commands).File);
    }

    [Fact]
    public void Variants_with_one_meaning_are_merged_and_the_others_kept_up_to_a_limit()
    {
        string file = tree.Write("a.c", "int x;\n");
        (string, string[])[] entries =
        [
            (file, ["-DV=0", "-O2"]), (file, ["-DV=0", "-fPIC", "-DPIC", "-g"]), .. Enumerable.Range(0, 6).Select(i => (file, new[] { $"-DV={i}" })),
        ];
        WriteDatabase("compile_commands.json", entries);
        CompilationPlan plan = Plan(tree.Root);
        Assert.Equal(["-DV=0", "-DV=1", "-DV=2", "-DV=3"], plan.Commands.Select(command => Assert.Single(command.Flags)));
        Assert.Equal(SkipReason.TooManyVariants, Assert.Single(plan.Skipped).Reason);
    }

    [Fact]
    public void Other_languages_and_uncovered_files_are_told()
    {
        string known = tree.Write("known.c", "int x;\n");
        string unknown = tree.Write("unknown.c", "int y;\n");
        WriteDatabase("compile_commands.json", (known, ["-DX"]), (known, ["-x", "c++"]));
        CompilationPlan plan = Plan(tree.Root);
        Assert.Equal([known], Files(plan));
        Assert.Equal([unknown], plan.Uncovered.ToArray());
        Assert.Contains(plan.Notes, note => note.StartsWith("1 entry compiles something else", StringComparison.Ordinal));
    }

    [Fact]
    public void A_named_file_that_the_database_does_not_know_takes_its_neighbours_flags()
    {
        string near = tree.Write("lib/near.c", "int x;\n");
        string far = tree.Write("app/far.c", "int x;\n");
        string unknown = tree.Write("lib/new.c", "int x;\n");
        WriteDatabase("compile_commands.json", (far, ["-DFAR"]), (near, ["-DNEAR"]));
        CompileCommand command = Assert.Single(Plan(unknown).Commands);
        Assert.Equal((unknown, CommandOrigin.Neighbour), (command.File, command.Origin));
        Assert.Equal(["-DNEAR"], command.Flags.ToArray());
        Assert.Equal(["-DMINE"], Assert.Single(Plan(Request(unknown) with { Flags = ["-DMINE"] }).Commands).Flags.ToArray());
    }

    [Fact]
    public void A_flags_file_serves_its_folder_and_below()
    {
        string file = tree.Write("sub/a.c", "int x;\n");
        tree.Write("compile_flags.txt", "-DX=1 2\n\n# comment\n-Iinclude\n-std=c99\n-o\nout\n");
        CompileCommand command = Assert.Single(Plan(file).Commands);
        Assert.Equal(CommandOrigin.FlagsFile, command.Origin);
        Assert.Equal(["-DX=1 2", "-I" + tree["include"]], command.Flags.ToArray());
        Assert.Equal("c99", command.Standard);
    }

    [Fact]
    public void Missing_files_of_a_database_are_skipped()
    {
        string file = tree.Write("a.c", "int x;\n");
        WriteDatabase("db.json", (file, []), (tree["gone.c"], []));
        CompilationPlan plan = Plan(tree["db.json"]);
        Assert.Equal([file], Files(plan));
        Assert.Equal((tree["gone.c"], SkipReason.Missing), (plan.Skipped[0].Path, plan.Skipped[0].Reason));
    }

    [Fact]
    public void Guessing_finds_include_folders_by_their_paths_end()
    {
        string file = tree.Write("src/core/a.c", "#include <stdlib.h>\n#include \"net/peer.h\"\n#include <util.h>\n#include \"beside.h\"\n");
        tree.Write("src/core/beside.h", "#include \"inner.h\"\n");
        tree.Write("include/net/peer.h", "#include \"deep/types.h\"\n");
        tree.Write("other/include/net/peer.h", string.Empty);
        tree.Write("include/private/deep/types.h", string.Empty);
        tree.Write("src/core/vendor/util.h", string.Empty);
        tree.Write("far/util.h", string.Empty);
        tree.Write("src/core/inner/inner.h", string.Empty);
        tree.Write("include/stdlib.h", string.Empty);
        CompileCommand command = Assert.Single(Plan(file).Commands);
        Assert.Equal(CommandOrigin.Guessed, command.Origin);
        Assert.Equal(
            ["-D_GNU_SOURCE", "-I" + tree["include"], "-I" + tree["src/core/vendor"], "-I" + tree["include/private"], "-I" + tree["src/core/inner"]],
            command.Flags.ToArray());
    }

    [Fact]
    public void Guessing_knows_a_configured_project_from_one_that_is_not()
    {
        string file = tree.Write("src/a.c", "#ifdef HAVE_CONFIG_H\n#include <config.h>\n#endif\n");
        tree.Write("config.h.in", string.Empty);
        CompilationPlan before = Plan(tree.Root);
        Assert.DoesNotContain("-DHAVE_CONFIG_H", before.Commands[0].Flags);
        Assert.Contains(before.Notes, note => note.Contains("not there yet: config.h;", StringComparison.Ordinal));
        tree.Write("config.h", string.Empty);
        Assert.Equal(["-D_GNU_SOURCE", "-I" + tree.Root, "-DHAVE_CONFIG_H"], Assert.Single(Plan(file).Commands).Flags.ToArray());
    }

    [Fact]
    public void The_same_input_gives_the_same_plan()
    {
        for (int i = 0; i < 30; i++) tree.Write($"d{i % 7}/f{i}.c", $"#include \"h{i % 5}.h\"\n");
        for (int i = 0; i < 5; i++) tree.Write($"inc{i}/h{i}.h", string.Empty);
        string Text() => string.Join('\n', Plan(tree.Root).Commands.Select(command => $"{command.File} {string.Join(' ', command.Flags)}"));
        Assert.Equal(Text(), Text());
        Assert.Equal(30, Text().Split('\n').Length);
    }

    private void WriteDatabase(string place, params (string File, string[] Flags)[] entries) =>
        tree.Write(place, JsonSerializer.Serialize(entries.Select(entry => new
        {
            directory = tree.Root,
            file = entry.File,
            arguments = (string[])["cc", .. entry.Flags, "-c", entry.File],
        })));

    private static IEnumerable<string> Files(CompilationPlan plan) => plan.Commands.Select(command => command.File);

    private static CompilationRequest Request(params string[] paths) => new() { Paths = [.. paths] };

    private static CompilationPlan Plan(params string[] paths) => Plan(Request(paths));

    private static CompilationPlan Plan(CompilationRequest request) => CompilationPlanner.Plan(request, SystemHeaders.Probe());
}
