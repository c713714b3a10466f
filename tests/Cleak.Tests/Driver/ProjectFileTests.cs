using Cleak.Analysis;
using Cleak.Driver.Projects;
using Xunit;

namespace Cleak.Tests.Driver;

/// <summary>What a project says of its own functions becomes models, and what it cannot mean is told with its place.</summary>
public sealed class ProjectFileTests
{
    [Fact]
    public void The_words_are_those_of_the_tables()
    {
        ProjectFile project = ProjectFile.Parse("cleak.json", """
            {
              // a comment
              "functions": {
                "pool_alloc": { "allocates": { "size": 1, "family": "pool", "fails": "never" } },
                "pool_free": { "frees": { "block": 1, "family": "pool" } },
                "push": { "keeps": [1, 2], "reads": 0 },
                "panic": { "neverReturns": true },
              },
            }
            """);

        Assert.Equivalent(ModelLanguage.Allocates("pool_alloc", 1, family: "pool", fails: FailureValue.Never), project.Functions["pool_alloc"]);
        Assert.Equivalent(ModelLanguage.Frees("pool_free", 1, "pool"), project.Functions["pool_free"]);
        Assert.Equivalent(ModelLanguage.Does("push").Keeps(1, 2).Reads(0), project.Functions["push"]);
        Assert.True(project.Functions["panic"].Has(CallTraits.NoReturn));
    }

    [Fact]
    public void A_descriptor_is_opened_and_released_by_names_of_ones_own()
    {
        ProjectFile project = ProjectFile.Parse("cleak.json", """
            { "functions": {
                "conn_open": { "opens": { "family": "connection" } },
                "conn_close": { "releases": { "argument": 0, "family": "connection", "kind": "descriptor" } } } }
            """);

        Assert.Equal((ResourceKind.Descriptor, "connection"), (project.Functions["conn_open"].Result.Resource, project.Functions["conn_open"].Result.Family));
        ArgumentModel released = project.Functions["conn_close"].Argument(0)!;
        Assert.True(released.Has(ArgumentEffects.Releases));
        Assert.Equal((ResourceKind.Descriptor, "connection"), (released.Resource, released.Family));
    }

    [Theory]
    [InlineData("{ \"functions\": ", "cleak.json:1: not JSON")]
    [InlineData("[]", "the file must be an object")]
    [InlineData("{ \"function\": {} }", "function is not known; known are functions")]
    [InlineData("{ \"functions\": { \"f\": 1 } }", "functions.f must be an object")]
    [InlineData("{ \"functions\": { \"f\": { \"alloc\": {} } } }", "functions.f.alloc is not known; known are allocates,")]
    [InlineData("{ \"functions\": { \"f\": { \"allocates\": {} } } }", "functions.f.allocates needs 'size'")]
    [InlineData("{ \"functions\": { \"f\": { \"allocates\": { \"size\": -1 } } } }", "functions.f.allocates.size must be the number of an argument")]
    [InlineData("{ \"functions\": { \"f\": { \"keeps\": [0, \"1\"] } } }", "functions.f.keeps[1] must be the number of an argument")]
    [InlineData("{ \"functions\": { \"f\": { \"neverReturns\": false } } }", "functions.f.neverReturns can only be true")]
    [InlineData("{ \"functions\": { \"f\": { \"lends\": true, \"neverReturns\": true } } }", "functions.f.neverReturns cannot stand beside lends")]
    [InlineData("{ \"functions\": { \"f\": { \"acquires\": { \"family\": \"x\", \"kind\": \"socket\" } } } }", "functions.f.acquires.kind must be \"heap\"")]
    [InlineData("{ \"functions\": { \"f\": { \"lends\": true }, \"f\": { \"lends\": true } } }", "functions.f is named twice")]
    public void What_is_not_understood_is_told_with_its_place(string text, string expected)
    {
        var problem = Assert.Throws<ProjectFileException>(() => ProjectFile.Parse("cleak.json", text));

        Assert.Contains(expected, problem.Message, StringComparison.Ordinal);
    }
}
