using System.Text;
using Cleak.Findings;
using Cleak.Reporting.Sarif;
using Cleak.Tests.Reporting;
using Xunit;

namespace Cleak.EndToEnd.Sarif;

/// <summary>Logs pass Microsoft's validator for the standard and for GitHub code scanning without an error or a warning.</summary>
public sealed class SarifValidationTests
{
    [Theory]
    [InlineData(ThreadLayout.Both)]
    [InlineData(ThreadLayout.Merged)]
    [InlineData(ThreadLayout.Split)]
    public async Task A_log_with_everything_in_it_is_valid(ThreadLayout threads) =>
        Assert.Empty(await SarifMultitool.ValidateAsync(Write(SampleReport.Create(), new SarifOptions { Threads = threads })));

    [Fact]
    public async Task So_is_one_that_names_commit_command_line_and_root()
    {
        (RunReport report, ISourceText sources) = SampleReport.Create();
        report = report with
        {
            Arguments = ["analyze", "src", "--jobs", "2"],
            VersionControl = new VersionControl(new Uri("https://example.org/repo"), "0123456789abcdef0123456789abcdef01234567", "main"),
        };

        Assert.Empty(await SarifMultitool.ValidateAsync(Write((report, sources), new SarifOptions { RootUri = new Uri("file:///src/") })));
    }

    [Fact]
    public async Task So_is_one_without_findings()
    {
        (RunReport report, ISourceText sources) = SampleReport.Create();

        Assert.Empty(await SarifMultitool.ValidateAsync(Write((report with { Findings = [], Notifications = [], Rules = [] }, sources), new SarifOptions())));
    }

    [Theory]
    [InlineData("SARIF1008", "\"startLine\": 2,\n", "\"startLine\": 5,\n")]
    [InlineData("SARIF1009", "\"ruleIndex\": 0,", "\"ruleIndex\": 99,")]
    [InlineData("SARIF1001", "\"name\": \"ReallocLosesBlock\"", "\"name\": \"CK3001\"")]
    [InlineData("GH1006", "\"uri\": \"src/buffer.c\"", "\"uri\": \"file:///src/buffer.c\"")]
    [InlineData("GH2012", "\"shortDescription\"", "\"briefDescription\"")]
    public async Task The_validator_would_say_if_it_were_not(string rule, string good, string bad)
    {
        string log = Write(SampleReport.Create(), new SarifOptions());
        Assert.Contains(good, log, StringComparison.Ordinal);

        IReadOnlyList<string> complaints = await SarifMultitool.ValidateAsync(log.Replace(good, bad, StringComparison.Ordinal));

        Assert.Contains(complaints, complaint => complaint.Contains($" {rule}: ", StringComparison.Ordinal));
    }

    private static string Write((RunReport Report, ISourceText Sources) run, SarifOptions options)
    {
        using var output = new MemoryStream();
        new SarifWriter(options).Write(run.Report, run.Sources, output);
        return Encoding.UTF8.GetString(output.ToArray());
    }
}
