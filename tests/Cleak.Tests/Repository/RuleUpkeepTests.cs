using Cleak.Driver;
using Cleak.Findings;
using Cleak.Reporting.Rules;
using Cleak.Rules;
using Xunit;

namespace Cleak.Tests.Repository;

/// <summary>Every rule is whole: one file, its samples, its page, an id of its own.</summary>
public sealed class RuleUpkeepTests
{
    public static TheoryData<string> RuleIds => [.. AllRules.Descriptors.Select(rule => rule.Id)];

    [Fact]
    public void Ids_and_names_are_given_once()
    {
        Assert.Equal(RuleCatalog.All.Length, RuleCatalog.All.Select(rule => rule.Id).Distinct().Count());
        Assert.Equal(RuleCatalog.All.Length, RuleCatalog.All.Select(rule => rule.Name).Distinct().Count());
        Assert.All(RuleCatalog.All, rule => Assert.Matches("^CK[0-9]{4}$", rule.Id));
        Assert.Equal(RuleCatalog.All.Select(rule => rule.Id).Order(StringComparer.Ordinal), RuleCatalog.All.Select(rule => rule.Id));
    }

    [Theory]
    [MemberData(nameof(RuleIds))]
    public void A_rule_stands_in_one_file_of_its_name(string id)
    {
        RuleDescriptor rule = Find(id);
        string file = Assert.Single(RepositoryFiles.Tracked, file => file.StartsWith("rules/", StringComparison.Ordinal) && Path.GetFileName(file) == rule.Name + ".cs");

        Assert.Contains($"\"{id}\"", RepositoryFiles.Read(file), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(RuleIds))]
    public void A_rule_has_samples_that_show_it_and_samples_that_it_must_not_flag(string id)
    {
        RuleDescriptor rule = Find(id);
        string family = Path.GetFileName(Path.GetDirectoryName(RepositoryFiles.Tracked.Single(file => file.StartsWith("rules/", StringComparison.Ordinal) && Path.GetFileName(file) == rule.Name + ".cs"))!);
        string folder = $"native-samples/rules/{family}/{rule.Name}/";
        Assert.Contains(folder + "good.c", RepositoryFiles.Tracked);
        Assert.Contains(folder + "bad.c", RepositoryFiles.Tracked);
        Assert.Matches($@"// expect[^/]*: [^/]*({id}|{rule.Name})", RepositoryFiles.Read(folder + "bad.c"));
    }

    [Fact]
    public void Pages_are_as_the_descriptors_say()
    {
        const string Remedy = "write them anew: ./cleak rules --write-docs docs/rules";
        foreach (RuleDescriptor rule in RuleCatalog.All)
        {
            string path = $"docs/rules/{RulePages.FileName(rule)}";
            Assert.True(RepositoryFiles.Tracked.Contains(path), $"{path} is missing; {Remedy}");
            Assert.True(RepositoryFiles.Read(path) == RulePages.Page(rule), $"{path} is out of date; {Remedy}");
        }

        Assert.True(RepositoryFiles.Read("docs/rules/README.md") == RulePages.Index(RuleCatalog.All), $"docs/rules/README.md is out of date; {Remedy}");
        Assert.Empty(RepositoryFiles.Tracked
            .Where(file => file.StartsWith("docs/rules/CK", StringComparison.Ordinal))
            .Select(Path.GetFileNameWithoutExtension)
            .Except(RuleCatalog.All.Select(rule => rule.Id)));
    }

    private static RuleDescriptor Find(string id) => AllRules.Descriptors.Single(rule => rule.Id == id);
}
