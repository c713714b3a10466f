using System.Text.RegularExpressions;
using Xunit;

namespace Cleak.Tests.Repository;

/// <summary>What must not stand in a tracked file, and what must.</summary>
public sealed partial class TextTests
{
    private static readonly string[] TextExtensions =
        [".cs", ".csproj", ".props", ".targets", ".md", ".json", ".c", ".h", ".ts", ".html", ".css", ".txt", ".ir", ".sln", ".editorconfig", ".sh", ""];

    [Fact]
    public void No_path_of_a_machine_stands_in_a_file()
    {
        foreach (string file in Texts())
        {
            Match path = MachinePath().Match(RepositoryFiles.Read(file));
            Assert.False(path.Success, $"{file} holds '{path.Value}', which is somebody's machine");
        }
    }

    [Fact]
    public void Nothing_is_left_for_later()
    {
        foreach (string file in Texts().Where(file => file.EndsWith(".cs", StringComparison.Ordinal) && !file.EndsWith(nameof(TextTests) + ".cs", StringComparison.Ordinal)))
        {
            Match mark = LaterMark().Match(RepositoryFiles.Read(file));
            Assert.False(mark.Success, $"{file} holds '{mark.Value}'");
        }
    }

    [Theory]
    [InlineData("README.md")]
    [InlineData("ARCHITECTURE.md")]
    [InlineData("CONTRIBUTING.md")]
    [InlineData("CHANGELOG.md")]
    [InlineData("LICENSE")]
    public void Documents_are_there_and_their_links_lead_somewhere(string document)
    {
        foreach (Match link in LocalLink().Matches(RepositoryFiles.Read(document)))
        {
            string target = Path.Join(RepositoryFiles.Root, Path.GetDirectoryName(document), link.Groups[1].Value);
            Assert.True(File.Exists(target) || Directory.Exists(target), $"{document} links to {link.Groups[1].Value}, which is not there");
        }
    }

    [Theory]
    [InlineData("cleak")]
    [InlineData(".ci/run")]
    [InlineData("scripts/prerequisites")]
    [InlineData("scripts/random-programs")]
    [InlineData("scripts/compare-rivals")]
    public void Scripts_may_be_executed(string script)
    {
        if (!OperatingSystem.IsWindows())
            Assert.True(File.GetUnixFileMode(Path.Join(RepositoryFiles.Root, script)).HasFlag(UnixFileMode.UserExecute), script);
    }

    private static IEnumerable<string> Texts() =>
        RepositoryFiles.Tracked.Where(file => TextExtensions.Contains(Path.GetExtension(file)) && !Path.GetFileName(file).StartsWith("package-lock", StringComparison.Ordinal));

    [GeneratedRegex(@"(?<![\w./-])/(?:home|root|Users|work)/(?!somebody\b)[\w.-]+")]
    private static partial Regex MachinePath();

    [GeneratedRegex(@"\b(TODO|FIXME|XXX|HACK)\b")]
    private static partial Regex LaterMark();

    [GeneratedRegex(@"\]\((?!https?:|#|mailto:)([^)#\s]+)")]
    private static partial Regex LocalLink();
}
