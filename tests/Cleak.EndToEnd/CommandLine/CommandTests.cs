using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Xunit;

namespace Cleak.EndToEnd.CommandLine;

public sealed class CommandTests : SourceFolder
{
    private const string Sound = "int sound(int x) { return x + 1; }\n";

    [Fact]
    public void Version_is_one_line()
    {
        CleakResult result = Cleak("version");

        Assert.Equal(0, result.ExitCode);
        Assert.Matches(@"^cleak \d+\.\d+\.\d+\n$", result.Output);
        Assert.Empty(result.Errors);
    }

    [Fact]
    public void Help_lists_options_under_their_headings()
    {
        CleakResult result = Cleak("analyze", "--help");

        Assert.Equal(0, result.ExitCode);
        int[] places = [.. new[] { "Usage: cleak analyze", "\nBuild:", "\nChecks:", "\nReport:", "\nResult:", "\nPerformance:", "\nDebug:" }.Select(heading => result.Output.IndexOf(heading, StringComparison.Ordinal))];
        Assert.DoesNotContain(-1, places);
        Assert.Equal(places.Order(), places);
        Assert.DoesNotContain("worker", Cleak("--help").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_a_command_there_is_help_and_a_failure()
    {
        CleakResult result = Cleak();

        Assert.Equal(2, result.ExitCode);
        Assert.Contains("Commands:", result.Errors, StringComparison.Ordinal);
        Assert.Empty(result.Output);
    }

    [Fact]
    public void Doctor_says_what_is_there()
    {
        CleakResult result = Cleak("doctor");

        Assert.Equal(0, result.ExitCode);
        foreach (string line in (string[])["cleak:", "processors:", "libclang:", "compiler headers:", "libc headers:", "flags:"])
            Assert.Contains('\n' + line, '\n' + result.Output, StringComparison.Ordinal);
        Assert.Contains("guessed: no compile_commands.json", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Rules_are_told_to_people_and_to_programs()
    {
        CleakResult list = Cleak("rules");
        using JsonDocument json = JsonDocument.Parse(Cleak("rules", "--json").Output);

        string[] ids = [.. json.RootElement.EnumerateArray().Select(rule => rule.GetProperty("id").GetString()!)];
        Assert.NotEmpty(ids);
        Assert.All(ids, id => Assert.Contains(id, list.Output, StringComparison.Ordinal));
        Assert.StartsWith($"{ids[0]} ", Cleak("explain", ids[0]).Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Several_reports_come_out_of_one_run()
    {
        Write("broken.c", "int broken(void) { return 1 +; }\n" + Sound);

        CleakResult result = Cleak("analyze", "-o", "out.sarif", "-o", "msvc=out.log");

        Assert.Equal(0, result.ExitCode);
        Assert.Contains("broken.c:1:", result.Output, StringComparison.Ordinal);
        using JsonDocument sarif = JsonDocument.Parse(File.ReadAllBytes(Path.Join(Folder, "out.sarif")));
        Assert.Equal("2.1.0", sarif.RootElement.GetProperty("version").GetString());
        Assert.Contains("broken.c(1,", File.ReadAllText(Path.Join(Folder, "out.log")), StringComparison.Ordinal);
    }

    [Fact]
    public void Standard_output_takes_any_kind_and_nothing_else()
    {
        Write("sound.c", Sound);

        CleakResult result = Cleak("analyze", "-o", "sarif=-");
        CleakResult same = Cleak("analyze", "--format", "sarif");

        Assert.Equal(0, result.ExitCode);
        using JsonDocument sarif = JsonDocument.Parse(result.Output);
        Assert.Equal("2.1.0", sarif.RootElement.GetProperty("version").GetString());
        Assert.Equal(sarif.RootElement.GetProperty("runs")[0].GetProperty("tool").GetRawText(), JsonDocument.Parse(same.Output).RootElement.GetProperty("runs")[0].GetProperty("tool").GetRawText());
    }

    [Fact]
    public void An_old_report_stays_when_the_run_fails()
    {
        string report = Write("out.sarif", "old");

        CleakResult result = Cleak("analyze", "gone.c", "-o", report);

        Assert.Equal(2, result.ExitCode);
        Assert.Equal("old", File.ReadAllText(report));
    }

    [Fact]
    public void Quiet_means_quiet()
    {
        Write("sound.c", Sound);

        CleakResult result = Cleak("analyze", "-q", "-o", "out.sarif");

        Assert.Equal((0, "", ""), (result.ExitCode, result.Output, result.Errors));
        Assert.True(new FileInfo(Path.Join(Folder, "out.sarif")).Length > 0);
    }

    [Theory]
    [InlineData("--color=always", null, true)]
    [InlineData("--color=never", "1", false)]
    [InlineData("--color=auto", null, false)]
    [InlineData("--color=auto", "1", true)]
    public void Colours_obey_the_option_then_the_environment(string option, string? forced, bool isColored)
    {
        Write("broken.c", "int broken(void) { return 1 +; }\n");

        CleakResult result = CleakProcess.RunProgram(CleakProcess.Executable, Folder, new Dictionary<string, string?> { ["CLICOLOR_FORCE"] = forced }, "analyze", option);
        CleakResult refused = CleakProcess.RunProgram(CleakProcess.Executable, Folder, new Dictionary<string, string?> { ["CLICOLOR_FORCE"] = forced, ["NO_COLOR"] = "1" }, "analyze");

        Assert.Equal(isColored, result.Output.Contains('\e', StringComparison.Ordinal));
        Assert.DoesNotContain("\e", refused.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Flags_behind_two_dashes_reach_the_front_end()
    {
        Write("needs.c", "#include <deep.h>\nint use(void) { return DEEP + X; }\n");
        Write("include/deep.h", "#define DEEP 3\n");

        CleakResult result = Cleak("analyze", "needs.c", "--", "-Iinclude", "-DX=2");

        Assert.Equal(0, result.ExitCode);
        Assert.DoesNotContain("CK9", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void The_same_input_gives_the_same_bytes_with_any_number_of_jobs()
    {
        for (int i = 0; i < 8; i++)
            Write($"u{i}.c", $"#include \"no{i}.h\"\n#include <stdlib.h>\nvoid *keep{i}; int f{i}(int x) {{ void *p = malloc(3); if (x) return {i}; keep{i} = p; return 0; }}\n");

        string[] reports = [.. new[] { "1", "2", "5" }.Select(jobs => Cleak("analyze", "-q", "--jobs", jobs, "--category", "x", "--format", "sarif", "-o", "-").Output)];

        Assert.Contains("u7.c", reports[0], StringComparison.Ordinal);
        Assert.Equal(reports[0], reports[1]);
        Assert.Equal(reports[0], reports[2]);
    }

    [Fact]
    public void Stats_go_to_standard_error()
    {
        Write("sound.c", Sound);

        CleakResult result = Cleak("analyze", "--stats");

        Assert.Contains("stats: functions:   1: 1 lowered whole", result.Errors, StringComparison.Ordinal);
        Assert.Matches(@"stats: dearest:     [1-9]\d* steps, [1-9]\d* blocks: \w+ \(sound\.c:\d+\)", result.Errors);
        Assert.DoesNotContain("stats", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_unit_that_crashes_the_parser_is_named_and_the_rest_is_analysed()
    {
        Write("deep.c", $"int deep(int x) {{ return {string.Concat(Enumerable.Repeat("- ", 100_000))}x; }}");
        Write("sound.c", Sound);

        CleakResult result = Cleak("analyze", "--jobs", "2");

        Assert.Equal(0, result.ExitCode);
        Assert.Matches(@"deep\.c: warning: Not analysed: the (source nests too deeply|parser crashed)", result.Output);
        Assert.Contains("Analysed 1 of 2 units with 1 function", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Ctrl_C_ends_the_run_with_130()
    {
        var source = new StringBuilder("#define A0 1 +\n");
        for (int level = 1; level <= 30; level++)
            source.Append(CultureInfo.InvariantCulture, $"#define A{level} A{level - 1} A{level - 1}\n");
        Write("slow.c", source.Append("int slow(void) { return A30 0; }\n").ToString());

        // A test run in the background may have SIGINT ignored, which children inherit.
        using Process process = CleakProcess.Start("env", Folder, null, "--default-signal=INT", CleakProcess.Executable, "analyze", "-o", "out.sarif");
        Assert.Contains("note:", process.StandardError.ReadLine(), StringComparison.Ordinal);
        Thread.Sleep(500);
        Assert.Equal(0, CleakProcess.RunProgram("kill", Folder, null, "-INT", process.Id.ToString(CultureInfo.InvariantCulture)).ExitCode);

        Assert.True(process.WaitForExit(TimeSpan.FromSeconds(30)));
        Assert.Equal(130, process.ExitCode);
        Assert.False(File.Exists(Path.Join(Folder, "out.sarif")));
    }
}
