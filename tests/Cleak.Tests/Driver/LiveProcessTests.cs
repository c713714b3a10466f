using Cleak.Driver.Live;
using Xunit;

namespace Cleak.Tests.Driver;

public sealed class LiveProcessTests : IDisposable
{
    private const string Stacks = """
        7fa546141000-7fa546142000 ---p 00000000 00:00 0 
        7fa546142000-7fa546942000 rw-p 00000000 00:00 0 
        7fa546942000-7fa546943000 ---p 00000000 00:00 0 
        7fa546943000-7fa547143000 rw-p 00000000 00:00 0 

        """;

    private readonly string proc = Directory.CreateTempSubdirectory("cleak-proc-").FullName;

    public LiveProcessTests() => Directory.CreateDirectory(Path.Join(proc, "self"));

    public void Dispose() => Directory.Delete(proc, recursive: true);

    [Fact]
    public void A_process_is_sampled()
    {
        Write(Stacks, birth: 100, tasks: 2);
        var process = new LiveProcess(77, proc);

        Assert.Equal("manager", process.Name);
        Assert.Equal(new StackSample(TimeSpan.Zero, Threads: 2, Stacks: 2, SurplusBytes: 8 << 20), process.Sample(TimeSpan.Zero));
    }

    [Fact]
    public void What_of_the_stacks_is_in_memory_is_summed()
    {
        Write(Stacks, birth: 100, tasks: 2);
        File.WriteAllText(Path.Join(proc, "77", "smaps"), """
            7fa546141000-7fa546142000 ---p 00000000 00:00 0 
            Size:                  4 kB
            Rss:                   4 kB
            7fa546142000-7fa546942000 rw-p 00000000 00:00 0 
            Size:               8192 kB
            Rss:                  12 kB
            VmFlags: rd wr mr mw me ac
            7fa546942000-7fa546a00000 rw-p 00000000 00:00 0 
            Rss:                 500 kB
            """);

        Assert.Equal(12 << 10, new LiveProcess(77, proc).ResidentBytes());
    }

    [Fact]
    public void A_number_without_a_process_is_said() =>
        Assert.Contains("no process has the number 78", Assert.Throws<LiveProcessException>(() => new LiveProcess(78, proc)).Message, StringComparison.Ordinal);

    [Fact]
    public void A_system_without_processes_in_proc_is_said() =>
        Assert.Contains("Linux alone", Assert.Throws<LiveProcessException>(() => new LiveProcess(77, Path.Join(proc, "none"))).Message, StringComparison.Ordinal);

    [Fact]
    public void A_process_that_has_ended_is_said()
    {
        Write(Stacks, birth: 100, tasks: 2);
        var process = new LiveProcess(77, proc);
        Directory.Delete(Path.Join(proc, "77"), recursive: true);

        Assert.True(Assert.Throws<LiveProcessException>(() => process.Sample(TimeSpan.Zero)).HasEnded);
    }

    [Fact]
    public void Another_process_of_the_same_number_is_another()
    {
        Write(Stacks, birth: 100, tasks: 2);
        var process = new LiveProcess(77, proc);
        Write(Stacks, birth: 200, tasks: 2);

        Assert.True(Assert.Throws<LiveProcessException>(() => process.Sample(TimeSpan.Zero)).HasEnded);
    }

    [Fact]
    public void A_process_without_memory_is_said()
    {
        Write("", birth: 100, tasks: 1);

        Assert.Contains("no memory of its own", Assert.Throws<LiveProcessException>(() => new LiveProcess(77, proc).Sample(TimeSpan.Zero)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Suspects_are_the_findings_of_one_rule()
    {
        string log = Path.Join(proc, "out.sarif");
        File.WriteAllText(log, """
            { "version": "2.1.0", "runs": [ { "tool": {}, "results": [
              { "ruleId": "CK4001", "message": { "text": "lost" }, "locations": [] },
              { "ruleId": "CK1002", "message": { "text": "not joined" }, "locations": [ { "physicalLocation": {
                "artifactLocation": { "uri": "src/server.c" }, "region": { "startLine": 88 } } } ] } ] } ] }
            """);

        Assert.Equal(new ThreadSuspect("src/server.c", 88, "not joined"), Assert.Single(ThreadSuspect.Read(log)));
    }

    [Theory]
    [InlineData("no json")]
    [InlineData("[]")]
    [InlineData("{ \"version\": \"2.1.0\" }")]
    [InlineData("{ \"runs\": 7 }")]
    public void What_is_no_log_is_said(string text)
    {
        string log = Path.Join(proc, "out.sarif");
        File.WriteAllText(log, text);

        Assert.Contains("is no SARIF log", Assert.Throws<LiveProcessException>(() => ThreadSuspect.Read(log)).Message, StringComparison.Ordinal);
        Assert.Contains("cannot read", Assert.Throws<LiveProcessException>(() => ThreadSuspect.Read(Path.Join(proc, "none.sarif"))).Message, StringComparison.Ordinal);
    }

    private void Write(string maps, int birth, int tasks)
    {
        string folder = Path.Join(proc, "77");
        for (int task = 0; task < tasks; task++)
            Directory.CreateDirectory(Path.Join(folder, "task", $"{77 + task}"));
        File.WriteAllText(Path.Join(folder, "comm"), "manager\n");
        File.WriteAllText(Path.Join(folder, "maps"), maps);
        // The name may hold anything, brackets and blanks too.
        File.WriteAllText(Path.Join(folder, "stat"), $"77 (man) (ger) S 1 77 77 0 -1 4194304 1 0 0 0 1 1 0 0 20 0 2 0 {birth} 1000 10 18446744073709551615\n");
    }
}
