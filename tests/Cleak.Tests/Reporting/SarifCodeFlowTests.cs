using System.Text;
using System.Text.Json.Nodes;
using Cleak.Findings;
using Cleak.Ir;
using Cleak.Reporting.Sarif;
using Xunit;

namespace Cleak.Tests.Reporting;

public sealed class SarifCodeFlowTests
{
    private static readonly JsonArray Threaded = CodeFlows(SampleReport.Create(), "CK1001", ThreadLayout.Both)!;

    [Fact]
    public void The_first_flow_is_the_interleaving_of_all_threads()
    {
        JsonNode flow = Assert.Single(Threaded[0]!["threadFlows"]!.AsArray())!;

        Assert.Equal(
            [
                "1 1 main: 'worker' is started as a thread",
                "2 1 worker: calls 'take'",
                "3 2 worker: a block is allocated, 'job' names it",
                "4 2 worker: returns to 'worker'",
                "5 1 main: the thread is detached",
                "6 1 worker: 'arg' is NULL",
                "7 1 worker: the last name of the block goes out of scope",
            ],
            Steps(flow));
    }

    [Fact]
    public void The_second_flow_has_a_lane_for_each_thread_in_the_same_order()
    {
        JsonArray lanes = Threaded[1]!["threadFlows"]!.AsArray();

        Assert.Equal(["main", "worker"], lanes.Select(lane => (string?)lane!["id"]));
        Assert.Equal(["1 1 'worker' is started as a thread", "5 1 the thread is detached"], Steps(lanes[0]!));
        Assert.Equal([2, 3, 4, 6, 7], lanes[1]!["locations"]!.AsArray().Select(step => (int)step!["executionOrder"]!));
    }

    [Fact]
    public void Each_step_says_what_happens_how_much_it_matters_and_where()
    {
        JsonNode step = Threaded[0]!["threadFlows"]![0]!["locations"]![2]!;

        Assert.Equal("essential", (string?)step["importance"]);
        Assert.Equal("""["acquire"]""", step["kinds"]!.ToJsonString());
        Assert.Equal("""{"cleak/thread":"worker"}""", step["properties"]!.ToJsonString());
        Assert.Equal("""[{"name":"take","kind":"function"}]""", step["location"]!["logicalLocations"]!.ToJsonString());
        Assert.Equal("malloc(sizeof *job)", (string?)step["location"]!["physicalLocation"]!["region"]!["snippet"]!["text"]);
        Assert.Equal("""["lost","danger"]""", Threaded[0]!["threadFlows"]![0]!["locations"]![6]!["kinds"]!.ToJsonString());
    }

    [Fact]
    public void One_thread_needs_one_flow_and_no_name()
    {
        JsonArray flows = CodeFlows(SampleReport.Create(), "CK3001", ThreadLayout.Both)!;

        JsonNode flow = Assert.Single(Assert.Single(flows)!["threadFlows"]!.AsArray())!;
        Assert.Equal(["1 1 fails and returns NULL"], Steps(flow));
        Assert.Null(flow["locations"]![0]!["properties"]);
    }

    [Theory]
    [InlineData(ThreadLayout.Both, new[] { 1, 2 })]
    [InlineData(ThreadLayout.Merged, new[] { 1 })]
    [InlineData(ThreadLayout.Split, new[] { 2 })]
    public void The_layout_can_be_chosen(ThreadLayout layout, int[] threadFlows) => Assert.Equal(
        threadFlows,
        CodeFlows(SampleReport.Create(), "CK1001", layout)!.Select(flow => flow!["threadFlows"]!.AsArray().Count));

    [Fact]
    public void Splitting_one_thread_leaves_it_whole() =>
        Assert.Single(CodeFlows(SampleReport.Create(), "CK3001", ThreadLayout.Split)!);

    [Fact]
    public void Threads_of_one_function_are_told_apart()
    {
        JsonArray flows = CodeFlows(
            Report([Step(1, "a", thread: new FlowThread(1, "worker")), Step(2, "b", thread: new FlowThread(2, "worker"))]),
            "CK3001",
            ThreadLayout.Both)!;

        Assert.Equal(["1 1 worker: a", "2 1 worker 2: b"], Steps(flows[0]!["threadFlows"]![0]!));
        Assert.Equal(["worker", "worker 2"], flows[1]!["threadFlows"]!.AsArray().Select(lane => (string?)lane!["id"]));
    }

    [Fact]
    public void A_finding_without_a_path_has_no_flow() => Assert.Null(CodeFlows(Report([]), "CK3001", ThreadLayout.Both));

    [Fact]
    public void A_path_that_is_too_long_keeps_what_matters()
    {
        FlowStep[] steps =
        [
            .. Enumerable.Range(1, 250).Select(n => Step(
                n,
                $"step {n}",
                n is 1 or 200 or 250 ? Importance.Essential : n % 10 == 0 ? Importance.Important : Importance.Unimportant,
                nesting: n is > 100 and < 150 ? 2 : 1)),
        ];

        (RunReport report, ISourceText sources) = Report(steps);
        JsonNode result = Results(report, sources, ThreadLayout.Both).Single();
        List<string> kept = Steps(result["codeFlows"]![0]!["threadFlows"]![0]!);

        Assert.Equal(100, kept.Count);
        Assert.Equal(150, (int)result["properties"]!["cleak/omittedSteps"]!);
        Assert.Equal("1 1 step 1", kept[0]);
        Assert.Equal("100 1 step 250", kept[^1]);
        string[] texts = [.. kept.Select(step => step[(step.IndexOf("step", StringComparison.Ordinal))..])];
        Assert.All(Enumerable.Range(1, 25), n => Assert.Contains($"step {10 * n}", texts));
        // What is left to give goes to the outermost function, from its beginning on.
        Assert.Contains("step 82", texts);
        Assert.DoesNotContain("step 84", texts);
        Assert.DoesNotContain("step 131", texts);
    }

    private static FlowStep Step(int line, string text, Importance importance = Importance.Important, int nesting = 1, FlowThread? thread = null) =>
        new(new SourceSpan(1, line, 1, 2), text) { Importance = importance, Nesting = nesting, Thread = thread ?? FlowThread.Main };

    private static (RunReport Report, ISourceText Sources) Report(FlowStep[] steps)
    {
        var sources = new SampleSources();
        sources.Add("a.c", string.Concat(Enumerable.Repeat("x;\n", 300)));
        var finding = new Finding(SampleReport.LostBlock, new SourceSpan(1, 1, 1, 2), "Lost.") { CodeFlow = new CodeFlow([.. steps]) };
        return (SampleReport.Create().Report with { Files = sources.Table, Findings = [finding], Notifications = [] }, sources);
    }

    private static JsonArray? CodeFlows((RunReport Report, ISourceText Sources) run, string rule, ThreadLayout layout) =>
        Results(run.Report, run.Sources, layout).Last(result => (string?)result["ruleId"] == rule)["codeFlows"]?.AsArray();

    private static IEnumerable<JsonNode> Results(RunReport report, ISourceText sources, ThreadLayout layout)
    {
        using var output = new MemoryStream();
        new SarifWriter(new SarifOptions { Threads = layout }).Write(report, sources, output);
        JsonNode log = JsonNode.Parse(Encoding.UTF8.GetString(output.ToArray()))!;
        return log["runs"]![0]!["results"]!.AsArray().Select(result => result!);
    }

    /// <summary>Order, nesting and text of each step.</summary>
    private static List<string> Steps(JsonNode threadFlow) =>
    [
        .. threadFlow["locations"]!.AsArray().Select(step =>
            $"{step!["executionOrder"]} {step["nestingLevel"]} {step["location"]!["message"]!["text"]}"),
    ];
}
