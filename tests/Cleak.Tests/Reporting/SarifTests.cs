using System.Text;
using System.Text.Json.Nodes;
using Cleak.Findings;
using Cleak.Ir;
using Cleak.Reporting.Sarif;
using NJsonSchema;
using NJsonSchema.Validation;
using Xunit;

namespace Cleak.Tests.Reporting;

public sealed class SarifTests
{
    private static readonly string SampleLog = Write(SampleReport.Create());
    private static readonly JsonNode SampleRun = RunOf(SampleLog);

    [Fact]
    public async Task Keeps_to_the_schema_of_the_standard()
    {
        JsonSchema schema = await JsonSchema.FromFileAsync(Path.Combine(AppContext.BaseDirectory, "Reporting", "sarif-schema-2.1.0.json"));

        Assert.Empty(schema.Validate(SampleLog).Select(error => error.ToString()));

        // The validator sees what it should see.
        string broken = SampleLog.Replace("\"nestingLevel\": 1", "\"nestingLevel\": -1", StringComparison.Ordinal);
        Assert.NotEmpty(schema.Validate(broken));
        string unknown = SampleLog.Replace("\"ruleIndex\"", "\"rulesIndex\"", StringComparison.Ordinal);
        Assert.Contains(schema.Validate(unknown), error => Flatten(error).Any(inner => inner.Kind == ValidationErrorKind.NoAdditionalPropertiesAllowed));
    }

    [Fact]
    public void The_same_findings_make_the_same_bytes()
    {
        (RunReport report, ISourceText sources) = SampleReport.Create();

        Assert.Equal(SampleLog, Write((SampleReport.Shuffle(report), sources)));
    }

    [Fact]
    public void Says_nothing_about_the_machine_the_time_or_ranks()
    {
        Assert.DoesNotContain("somebody", SampleLog, StringComparison.Ordinal);
        Assert.DoesNotContain("Utc", SampleLog, StringComparison.Ordinal);
        Assert.DoesNotContain("rank", SampleLog, StringComparison.Ordinal);
        Assert.DoesNotContain("\r", SampleLog, StringComparison.Ordinal);
        Assert.EndsWith("}\n", SampleLog, StringComparison.Ordinal);
    }

    [Fact]
    public void Results_come_by_place_with_their_rules()
    {
        Assert.Equal(
            ["CK3001 src/buffer.c", "CK3001 src/buffer.c", "CK1001 src/job%20queue.c"],
            Results().Select(result => $"{result["ruleId"]} {Primary(result)["artifactLocation"]!["uri"]}"));
        foreach (JsonNode result in Results())
        {
            JsonNode rule = SampleRun["tool"]!["driver"]!["rules"]![(int)result["ruleIndex"]!]!;
            Assert.Equal((string?)result["ruleId"], (string?)rule["id"]);
        }
    }

    [Fact]
    public void Every_address_is_relative_escaped_and_listed()
    {
        Assert.Equal(
            ["%FSROOT% usr/include/stdlib.h", "%SRCROOT% src/buffer.c", "%SRCROOT% src/d%C3%A9faut.c", "%SRCROOT% src/job%20queue.c"],
            SampleRun["artifacts"]!.AsArray().Select(artifact => $"{artifact!["location"]!["uriBaseId"]} {artifact["location"]!["uri"]}"));

        List<JsonNode> addresses = [.. Descendants(SampleRun["results"]!).Where(node => node is JsonObject o && o.ContainsKey("uri"))];
        Assert.NotEmpty(addresses);
        foreach (JsonNode address in addresses)
        {
            JsonNode listed = SampleRun["artifacts"]![(int)address["index"]!]!["location"]!;
            Assert.Equal((string?)listed["uri"], (string?)address["uri"]);
            Assert.Equal((string?)listed["uriBaseId"], (string?)address["uriBaseId"]);
            Assert.True(SampleRun["originalUriBaseIds"]!.AsObject().ContainsKey((string)address["uriBaseId"]!));
        }
    }

    [Fact]
    public void The_root_has_an_address_only_on_request()
    {
        Assert.Null(SampleRun["originalUriBaseIds"]!["%SRCROOT%"]!["uri"]);

        JsonNode run = RunOf(Write(SampleReport.Create(), new SarifOptions { RootUri = new Uri("file:///src/") }));
        Assert.Equal("file:///src/", (string?)run["originalUriBaseIds"]!["%SRCROOT%"]!["uri"]);
    }

    [Fact]
    public void Columns_count_UTF_16_units()
    {
        JsonNode region = Primary(Results()[2])["region"]!;

        Assert.Equal("utf16CodeUnits", (string?)SampleRun["columnKind"]);
        Assert.Equal((8, 46, 8, 65), (Number(region, "startLine"), Number(region, "startColumn"), Number(region, "endLine"), Number(region, "endColumn")));
        Assert.Equal("malloc(sizeof *job)", (string?)region["snippet"]!["text"]);
    }

    [Fact]
    public void The_context_is_larger_than_the_place()
    {
        JsonNode context = Primary(Results()[0])["contextRegion"]!;

        Assert.Equal((2, 6), (Number(context, "startLine"), Number(context, "endLine")));
        Assert.Equal(
            "void *grow(void *p, size_t n)\n{\n    p = realloc(p, n);\n    return p; /* cleak-suppress CK3001: p is static */\n}",
            (string?)context["snippet"]!["text"]);
    }

    [Theory]
    [InlineData("free(p);", 1, 9, false, "free(p);")]
    [InlineData("free(p);\n", 1, 9, false, "free(p);")]
    [InlineData("free(p);\n", 1, 8, true, "free(p)")]
    [InlineData("free(p);\n", 6, 6, true, "p")]
    [InlineData("free(p);\n", 9, 9, true, null)]
    [InlineData("😀\n", 1, 1, false, "😀")]
    public void A_place_at_the_edge_has_a_region(string source, int column, int endColumn, bool hasContext, string? snippet)
    {
        var sources = new SampleSources();
        var span = new SourceSpan(sources.Add("a.c", source), 1, column, endColumn);

        JsonNode place = Primary(RunOf(Write(ReportOf(sources, new Finding(SampleReport.LostBlock, span, "Lost."))))["results"]![0]!);

        Assert.Equal(hasContext, place["contextRegion"] is not null);
        Assert.Equal(snippet, (string?)place["region"]!["snippet"]?["text"]);
    }

    [Fact]
    public void A_file_that_is_gone_costs_the_text_alone()
    {
        var sources = new SampleSources();
        var span = new SourceSpan(sources.Add("a.c", (byte[]?)null), 7, 3, 9);

        JsonNode result = RunOf(Write(ReportOf(sources, new Finding(SampleReport.LostBlock, span, "Lost."))))["results"]![0]!;

        Assert.Equal("""{"startLine":7,"startColumn":3,"endLine":7,"endColumn":9}""", Primary(result)["region"]!.ToJsonString());
        Assert.Null(result["partialFingerprints"]!["primaryLocationLineHash"]);
        Assert.NotNull(result["partialFingerprints"]!["cleakFlow/v1"]);
    }

    [Fact]
    public void Fingerprints_are_those_of_code_scanning_and_our_own()
    {
        (RunReport report, ISourceText sources) = SampleReport.Create();
        ReadOnlyMemory<byte> queue = sources.Read(report.Files.Files.Single(file => file.Path == "src/job queue.c"))!.Value;
        JsonNode fingerprints = Results()[2]["partialFingerprints"]!;

        Assert.Equal(LineHashes.Of(Encoding.UTF8.GetString(queue.Span))[7], (string?)fingerprints["primaryLocationLineHash"]);
        Assert.Equal(
            Fingerprint.Of(report.Findings.Single(finding => finding.Rule == SampleReport.ThreadLeak)) + ":1",
            (string?)fingerprints["cleakFlow/v1"]);
    }

    [Fact]
    public void Messages_are_texts_with_links_to_related_places()
    {
        JsonNode result = Results()[2];

        Assert.EndsWith("it is lost [at this return](1).", (string?)result["message"]!["text"], StringComparison.Ordinal);
        Assert.Equal(1, Number(result["relatedLocations"]![0]!, "id"));
        Assert.Single(result["message"]!.AsObject());
    }

    [Fact]
    public void A_fix_says_what_goes_and_what_comes()
    {
        JsonNode result = Results().Single(result => result["fixes"] is not null);
        JsonArray replacements = result["fixes"]![0]!["artifactChanges"]![0]!["replacements"]!.AsArray();

        Assert.Equal((5, 9), (Number(replacements[0]!["deletedRegion"]!, "startColumn"), Number(replacements[0]!["deletedRegion"]!, "endColumn")));
        Assert.Equal("void *q = ", (string?)replacements[0]!["insertedContent"]!["text"]);
        Assert.Equal((23, 23), (Number(replacements[1]!["deletedRegion"]!, "startColumn"), Number(replacements[1]!["deletedRegion"]!, "endColumn")));
    }

    [Fact]
    public void Suppressed_results_stay_and_say_so()
    {
        JsonNode suppressed = Assert.Single(Results(), result => result["suppressions"]!.AsArray().Count > 0);

        Assert.Equal("inSource", (string?)suppressed["suppressions"]![0]!["kind"]);
        Assert.Equal("p is static", (string?)suppressed["suppressions"]![0]!["justification"]);
        Assert.All(Results(), result => Assert.NotNull(result["suppressions"]));
    }

    [Fact]
    public void Rules_say_what_code_scanning_wants_to_know()
    {
        JsonNode rule = SampleRun["tool"]!["driver"]!["rules"]![0]!;

        Assert.Equal("A detached thread allocates memory that nobody releases.", (string?)rule["shortDescription"]!["text"]);
        Assert.StartsWith("A detached thread has no one who waits for it, so what it does not release itself is lost each time", (string?)rule["fullDescription"]!["text"], StringComparison.Ordinal);
        Assert.Equal(
            SampleReport.ThreadLeak.Explanation.Replace("(CK1002.md)", "(https://example.org/cleak/docs/rules/CK1002.md)", StringComparison.Ordinal),
            (string?)rule["help"]!["markdown"]);
        Assert.Equal("https://example.org/cleak/docs/rules/CK1001.md", (string?)rule["helpUri"]);
        Assert.Equal("""{"level":"error"}""", rule["defaultConfiguration"]!.ToJsonString());
        Assert.Equal(
            """{"tags":["security","memory","concurrency","external/cwe/cwe-401","external/cwe/cwe-772","external/cert/id/mem31-c"],"precision":"very-high","problem.severity":"error","security-severity":"5.5"}""",
            rule["properties"]!.ToJsonString());
    }

    [Fact]
    public void Code_in_an_explanation_holds_no_links()
    {
        const string Explanation = "See [it](a.md), [that](https://example.org/x) and `t[i](a)`.\n\n```c\nt[i](a);\n```\n\n[More](b.md)";
        (RunReport report, ISourceText sources) = SampleReport.Create();
        RuleDescriptor rule = SampleReport.ExitLeak with { Explanation = Explanation };

        JsonNode run = RunOf(Write((report with { Rules = [rule], Findings = [] }, sources)));

        Assert.Equal(
            "See [it](https://example.org/cleak/docs/rules/a.md), [that](https://example.org/x) and `t[i](a)`.\n\n```c\nt[i](a);\n```\n\n" +
            "[More](https://example.org/cleak/docs/rules/b.md)",
            (string?)run["tool"]!["driver"]!["rules"]![0]!["help"]!["markdown"]);
    }

    [Fact]
    public void A_rule_that_is_off_by_default_says_so()
    {
        (RunReport report, ISourceText sources) = SampleReport.Create();
        JsonArray rules = RunOf(Write((report with { Rules = [SampleReport.ExitLeak] }, sources)))["tool"]!["driver"]!["rules"]!.AsArray();

        // Rules that found something are listed in any case.
        Assert.Equal(["CK1001", "CK3001", "CK4010"], rules.Select(rule => (string?)rule!["id"]));
        Assert.Equal("""{"enabled":false,"level":"note"}""", rules[2]!["defaultConfiguration"]!.ToJsonString());
        Assert.Equal("recommendation", (string?)rules[2]!["properties"]!["problem.severity"]);
    }

    [Fact]
    public void What_was_not_analysed_is_told()
    {
        JsonNode invocation = SampleRun["invocations"]![0]!;

        Assert.Equal(1, Number(invocation, "exitCode"));
        Assert.True((bool)invocation["executionSuccessful"]!);
        Assert.Equal(["CK9001"], invocation["toolConfigurationNotifications"]!.AsArray().Select(Descriptor));
        Assert.Equal(["CK9003", "CK9002"], invocation["toolExecutionNotifications"]!.AsArray().Select(Descriptor));
        Assert.Equal(1, Number(SampleRun["properties"]!["cleak/statistics"]!, "unitsFailed"));

        static string? Descriptor(JsonNode? notification)
        {
            JsonNode descriptor = notification!["descriptor"]!;
            JsonNode rule = SampleRun["tool"]!["driver"]!["notifications"]![Number(descriptor, "index")]!;
            Assert.Equal((string?)rule["id"], (string?)descriptor["id"]);
            return (string?)descriptor["id"];
        }
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(1, true)]
    [InlineData(2, false)]
    [InlineData(3, false)]
    public void A_run_that_failed_says_so(int exitCode, bool successful)
    {
        (RunReport report, ISourceText sources) = SampleReport.Create();

        Assert.Equal(successful, (bool)RunOf(Write((report with { ExitCode = exitCode }, sources)))["invocations"]![0]!["executionSuccessful"]!);
    }

    [Fact]
    public void Command_line_commit_and_category_are_told_when_given()
    {
        (RunReport report, ISourceText sources) = SampleReport.Create();
        JsonNode run = RunOf(Write((report with
        {
            Arguments = ["analyze", "src"],
            Category = "",
            VersionControl = new VersionControl(new Uri("https://example.org/repo"), "0123abcd", "main"),
        }, sources)));

        Assert.Equal("cleak/linux x64/", (string?)SampleRun["automationDetails"]!["id"]);
        Assert.Null(SampleRun["versionControlProvenance"]);
        Assert.Null(SampleRun["invocations"]![0]!["arguments"]);
        Assert.Equal("cleak/", (string?)run["automationDetails"]!["id"]);
        Assert.Equal("""["analyze","src"]""", run["invocations"]![0]!["arguments"]!.ToJsonString());
        Assert.Equal(
            """[{"repositoryUri":"https://example.org/repo","revisionId":"0123abcd","branch":"main","mappedTo":{"uriBaseId":"%SRCROOT%"}}]""",
            run["versionControlProvenance"]!.ToJsonString());
    }

    private static List<JsonNode> Results() => [.. SampleRun["results"]!.AsArray().Select(result => result!)];

    private static JsonNode Primary(JsonNode result) => Assert.Single(result["locations"]!.AsArray())!["physicalLocation"]!;

    private static int Number(JsonNode node, string property) => (int)node[property]!;

    private static IEnumerable<JsonNode> Descendants(JsonNode node)
    {
        IEnumerable<JsonNode?> children = node switch
        {
            JsonObject o => o.Select(property => property.Value),
            JsonArray a => a,
            _ => [],
        };
        return children.OfType<JsonNode>().SelectMany(Descendants).Prepend(node);
    }

    private static IEnumerable<ValidationError> Flatten(ValidationError error) =>
        error is ChildSchemaValidationError parent ? parent.Errors.Values.SelectMany(errors => errors).SelectMany(Flatten).Prepend(error) : [error];

    private static (RunReport Report, ISourceText Sources) ReportOf(SampleSources sources, params Finding[] findings) =>
        (SampleReport.Create().Report with { Files = sources.Table, Findings = [.. findings], Notifications = [] }, sources);

    private static JsonNode RunOf(string log) => JsonNode.Parse(log)!["runs"]![0]!;

    private static string Write((RunReport Report, ISourceText Sources) run, SarifOptions? options = null)
    {
        using var output = new MemoryStream();
        new SarifWriter(options ?? new SarifOptions()).Write(run.Report, run.Sources, output);
        return Encoding.UTF8.GetString(output.ToArray());
    }
}
