using System.Diagnostics;
using System.Globalization;
using Cleak.EndToEnd.Samples;
using Cleak.Tests.Samples;
using Xunit;

namespace Cleak.EndToEnd.CommandLine;

public sealed class ThreadsCommandTests : SourceFolder
{
    [Fact]
    public async Task The_manager_that_joins_nobody_is_told_from_the_one_that_does()
    {
        string log = Path.Join(Folder, "out.sarif");
        Cleak("analyze", Sample("job-manager-bad.c"), "-o", log);

        CleakResult bad = await WatchAsync("job-manager-bad.c", "--sarif", log);
        CleakResult good = await WatchAsync("job-manager-good.c", "--sarif", log);

        Assert.Equal(1, bad.ExitCode);
        Assert.Matches(@"grow from \d+ to \d+, by \d+ stacks, [\d.]+ [MG]iB of address space", bad.Output);
        Assert.Matches(@"job-manager-bad\.c:\d+: The thread 'run_job' is kept in '.*job\.thread'", bad.Output);
        Assert.Equal(0, good.ExitCode);
        Assert.DoesNotContain("nobody joins", good.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_number_without_a_process_is_an_error()
    {
        CleakResult result = Cleak("threads", int.MaxValue.ToString(CultureInfo.InvariantCulture));

        Assert.Equal(2, result.ExitCode);
        Assert.Contains("no process has the number", result.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void A_process_that_ends_meanwhile_is_said()
    {
        using Process process = Process.Start(new ProcessStartInfo("sleep", ["1"]))!;
        CleakResult result = Cleak("threads", process.Id.ToString(CultureInfo.InvariantCulture), "--for", "30", "--every", "0.1");

        Assert.Contains("('sleep') has ended after", result.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--for", "0")]
    [InlineData("--every", "-1")]
    [InlineData("--sarif", "none.sarif")]
    public void What_makes_no_sense_is_an_error(string option, string value) =>
        Assert.Equal(2, Cleak("threads", Environment.ProcessId.ToString(CultureInfo.InvariantCulture), option, value).ExitCode);

    private static string Sample(string name) => Path.Join(SampleCatalog.Root, "programs", name);

    private async Task<CleakResult> WatchAsync(string sample, params string[] options)
    {
        string program = Path.Join(Folder, Path.GetFileNameWithoutExtension(sample));
        await NativeCompiler.CompileProgramAsync(program, [Sample(sample)]);
        using Process process = Process.Start(new ProcessStartInfo(program, ["100000"]))!;
        try
        {
            return Cleak(["threads", process.Id.ToString(CultureInfo.InvariantCulture), "--for", "4", "--every", "0.2", .. options]);
        }
        finally
        {
            process.Kill();
            process.WaitForExit();
        }
    }
}
