using Xunit;

namespace Cleak.EndToEnd.CommandLine;

/// <summary>A project's words about its own functions count, and a file that is wrong is told and ends the run.</summary>
public sealed class ProjectFileTests : SourceFolder
{
    private const string Pool = """
        void *pool_alloc(void *pool, unsigned long size);
        void pool_free(void *pool, void *block);
        int use(void *pool, int early)
        {
            char *block = pool_alloc(pool, 8);
            if (early)
                return 0;
            pool_free(pool, block);
            return 1;
        }

        """;

    [Fact]
    public void The_file_of_the_folder_is_used_unless_another_is_named_or_none()
    {
        Write("a.c", Pool);
        Write("cleak.json", """{ "functions": { "pool_alloc": { "allocates": { "size": 1, "family": "pool" } }, "pool_free": { "frees": { "block": 1, "family": "pool" } } } }""");
        Write("other.json", """{ "functions": {} }""");

        Assert.Contains("'pool_alloc' is never released", Cleak("analyze").Output, StringComparison.Ordinal);
        Assert.DoesNotContain("CK4001", Cleak("analyze", "--project", "other.json").Output, StringComparison.Ordinal);
        Assert.DoesNotContain("CK4001", Cleak("analyze", "--project", "none").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_word_that_is_not_known()
    {
        Write("a.c", Pool);
        Write("cleak.json", """{ "functions": { "pool_alloc": { "alloc": 1 } } }""");

        CleakResult result = Cleak("analyze");

        Assert.Equal(2, result.ExitCode);
        Assert.Contains("cleak: error: cleak.json: functions.pool_alloc.alloc is not known", result.Errors, StringComparison.Ordinal);
    }
}
