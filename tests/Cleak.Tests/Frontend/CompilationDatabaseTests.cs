using Cleak.Frontend;
using Cleak.Frontend.Compilation;
using Xunit;

namespace Cleak.Tests.Frontend;

public sealed class CompilationDatabaseTests : IDisposable
{
    private readonly TemporaryTree tree = new();

    public void Dispose() => tree.Dispose();

    [Theory]
    [InlineData("gcc -DX=1 -c a.c", "gcc|-DX=1|-c|a.c")]
    [InlineData("gcc '-DS=\"a b\"' -DT=\\\"c\\\" \"-DU=\\\"d e\\\"\"", "gcc|-DS=\"a b\"|-DT=\"c\"|-DU=\"d e\"")]
    [InlineData("gcc $HOME `id` * \"$(id)\" a\\ b", "gcc|$HOME|`id`|*|$(id)|a b")]
    [InlineData("gcc '' \"\" x''y 'a'\"b\"c", "gcc|||xy|abc")]
    [InlineData("gcc \"a\\nb\" 'c\\d' \\\n e", "gcc|a\\nb|c\\d|e")]
    [InlineData("gcc 'open end", "gcc|open end")]
    public void Undoes_shell_quoting_without_expansion(string command, string words) => Assert.Equal(words.Split('|'), ShellWords.Split(command));

    [Fact]
    public void Arguments_go_before_command()
    {
        CompilationDatabase database = Load("""[{"directory": "/d", "file": "a.c", "command": "gcc -DWRONG a.c", "arguments": ["cc", "-DRIGHT", "a.c"], "output": "x", "more": {"a": [1]}}]""");
        DatabaseEntry entry = Assert.Single(database.Entries);
        Assert.Equal(["cc", "-DRIGHT", "a.c"], entry.Arguments.ToArray());
        Assert.Equal("/d", entry.Directory);
    }

    [Fact]
    public void A_relative_directory_starts_at_the_database() =>
        Assert.Equal(tree["sub"], Assert.Single(Load("""[{"directory": "sub", "file": "a.c", "command": "cc a.c"}]""").Entries).Directory);

    [Fact]
    public void Entries_without_a_file_or_command_are_counted()
    {
        CompilationDatabase database = Load("""[{"directory": "/d", "file": "a.c"}, {"directory": "/d", "command": "cc"}, {"file": "a.c", "arguments": []}, {"file": "a\u0000.c", "command": "cc"}, {}]""");
        Assert.Empty(database.Entries);
        Assert.Equal(5, database.UnusableEntries);
    }

    [Fact]
    public void A_command_line_without_end_is_not_taken()
    {
        string many = string.Join(' ', Enumerable.Repeat("-DX", CompilationDatabase.MaxArguments + 1));
        Assert.Equal(1, Load($$"""[{"directory": "/d", "file": "a.c", "command": "{{many}}"}]""").UnusableEntries);
    }

    [Theory]
    [InlineData("", 1, 1)]
    [InlineData("{}", 1, 2)]
    [InlineData("[\n  {\"file\": \"a.c\",\n   oops\n", 3, 4)]
    [InlineData("[{\"file\": 3}]", 1, 12)]
    [InlineData("[{\"file\": \"a.c\", \"arguments\": \"cc a.c\"}]", 1, 39)]
    [InlineData("[]\n[]", 2, 1)]
    [InlineData("[{\"file\": \"a.c\"", 1, 16)]
    public void What_is_broken_is_told_with_its_place_and_a_way_out(string text, int line, int column)
    {
        string path = tree.Write(CompilationDatabase.FileName, text);
        var problem = Assert.Throws<FrontendException>(() => CompilationDatabase.Load(path));
        Assert.StartsWith($"{path}:{line}:{column}: not a compilation database: ", problem.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("LineNumber", problem.Message, StringComparison.Ordinal);
        Assert.Contains("-p none", problem.WayOut, StringComparison.Ordinal);
    }

    [Fact]
    public void Random_bytes_are_refused_without_harm()
    {
        var random = new Random(7);
        for (int i = 0; i < 200; i++)
        {
            byte[] bytes = new byte[random.Next(200)];
            random.NextBytes(bytes);
            File.WriteAllBytes(tree["random.json"], [.. "[{\"file\":\""u8, .. bytes]);
            Assert.Throws<FrontendException>(() => CompilationDatabase.Load(tree["random.json"]));
        }
    }

    [Fact]
    public void Response_files_are_expanded_inside_the_tree_only()
    {
        using var elsewhere = new TemporaryTree();
        tree.Write("flags.rsp", "-DA '-DB=1 2'\n@more.rsp");
        tree.Write("more.rsp", "-DC @flags.rsp");
        string outside = elsewhere.Write("outside.rsp", "-DSECRET");
        File.CreateSymbolicLink(tree["link.rsp"], outside);
        var trusted = new TrustedFolders([tree.Root], new CanonicalPaths());

        List<string> words = ResponseFiles.Expand(["cc", "@flags.rsp", "@" + outside, "@link.rsp", "@missing", "a.c"], tree.Root, trusted, 1000, out int refused);
        Assert.Equal(["cc", "-DA", "-DB=1 2", "-DC", "-DA", "-DB=1 2", "-DC"], words[..7]);
        Assert.Equal("a.c", words[^1]);
        Assert.DoesNotContain("-DSECRET", words);
        Assert.Equal(4, refused);
    }

    [Fact]
    public void Response_files_that_grow_without_end_are_cut()
    {
        tree.Write("bomb.rsp", string.Join(' ', Enumerable.Repeat("@bomb.rsp -DX", 50)));
        var trusted = new TrustedFolders([tree.Root], new CanonicalPaths());
        Assert.Equal(1000, ResponseFiles.Expand(["@bomb.rsp"], tree.Root, trusted, 1000, out _).Count);
    }

    private CompilationDatabase Load(string text) => CompilationDatabase.Load(tree.Write(CompilationDatabase.FileName, text));
}
