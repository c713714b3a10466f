using System.Text.Json;
using Cleak.Findings;
using Cleak.Reporting.Rules;
using Xunit;

namespace Cleak.Tests.Reporting;

public sealed class RuleReferenceTests
{
    private static readonly RuleDescriptor[] Rules = [SampleReport.ExitLeak, SampleReport.LostBlock, SampleReport.ThreadLeak];

    [Fact]
    public void A_page_has_the_facts_and_the_explanation() => Assert.Equal(
        """
        # CK3001: ReallocLosesBlock

        **Block lost when realloc fails.** The only pointer to a block is overwritten by the result of realloc.

        | | |
        | --- | --- |
        | Level | warning |
        | Precision | high |
        | CWE | [401](https://cwe.mitre.org/data/definitions/401.html) |
        | Tags | memory |
        | Since | 0.1.0 |

        When realloc fails it returns `NULL` and leaves the old block alone: nothing names it any more.

        ---

        Written from the rule's descriptor. [All rules](README.md)

        """,
        RulePages.Page(SampleReport.LostBlock));

    [Fact]
    public void The_index_lists_the_rules_by_family() => Assert.Equal(
        """
        # Rules

        ## Threads

        | Rule | Name | Defect | Level | Precision |
        | --- | --- | --- | --- | --- |
        | [CK1001](CK1001.md) | DetachedThreadLeak | Detached thread leaks memory | error | very-high |

        ## Allocation and realloc

        | Rule | Name | Defect | Level | Precision |
        | --- | --- | --- | --- | --- |
        | [CK3001](CK3001.md) | ReallocLosesBlock | Block lost when realloc fails | warning | high |

        ## Lifetime

        | Rule | Name | Defect | Level | Precision |
        | --- | --- | --- | --- | --- |
        | [CK4010](CK4010.md) | LeakAtExit | Memory held at exit | note, off | medium |

        Written from the rules' descriptors.

        """,
        RulePages.Index(Rules));

    [Fact]
    public void The_terminal_form_is_wrapped_plain_text() => Assert.Equal(
        """
        CK1001 DetachedThreadLeak: Detached thread leaks memory

          Level              error
          Precision          very-high
          CWE                401, 772
          CERT C             MEM31-C
          Security severity  5.5
          Tags               memory, concurrency
          Since              0.1.0

        A detached thread allocates memory that nobody releases.

        A detached thread has no one who waits for it, so what it
        does not release itself is lost each time it runs. See
        CK1002 and the manual (https://man7.org/linux/man-pages/).

        EXAMPLE

            static void *worker(void *arg)
            {
                char *name = malloc(100); /* *never* released */

                return NULL;
            }

        WHAT TO DO

          1. Call 'free(name)' before each 'return'.
          2. Or keep the block in a structure that outlives the
             thread and is released by whoever owns that structure.
          - Not reported: memory that is still named by a global.

        """,
        RuleHelp.Explain(SampleReport.ThreadLeak, width: 60));

    [Theory]
    [InlineData("a `b` c", "a 'b' c")]
    [InlineData("**a** and *b*", "a and b")]
    [InlineData("`*p` and `**q`", "'*p' and '**q'")]
    [InlineData("2 * 3 * 4", "2 * 3 * 4")]
    [InlineData("see [`free`](https://example.org/f)", "see 'free' (https://example.org/f)")]
    [InlineData("see [CK1002](CK1002.md).", "see CK1002.")]
    [InlineData("`a[i](x)` calls", "'a[i](x)' calls")]
    public void Inline_markup_becomes_plain(string markdown, string expected) => Assert.Contains(
        expected + "\n",
        RuleHelp.Explain(SampleReport.LostBlock with { Explanation = markdown }),
        StringComparison.Ordinal);

    [Fact]
    public void The_list_has_a_line_for_each_rule() => Assert.Equal(
        """
        Threads
          CK1001  error    DetachedThreadLeak  Detached thread leaks memory

        Allocation and realloc
          CK3001  warning  ReallocLosesBlock   Block lost when realloc fails

        Lifetime
          CK4010  off      LeakAtExit          Memory held at exit

        """,
        RuleHelp.List(Rules));

    [Fact]
    public void Colours_go_around_the_words() =>
        Assert.Contains("  CK1001  \e[1;31merror\e[0m    DetachedThreadLeak", RuleHelp.List(Rules, color: true), StringComparison.Ordinal);

    [Fact]
    public void Programs_get_everything_as_JSON()
    {
        using var output = new MemoryStream();
        RuleJson.Write(Rules, output);
        using JsonDocument json = JsonDocument.Parse(output.ToArray());
        JsonElement first = json.RootElement[0];

        Assert.Equal(["CK1001", "CK3001", "CK4010"], json.RootElement.EnumerateArray().Select(rule => rule.GetProperty("id").GetString()));
        Assert.Equal("very-high", first.GetProperty("precision").GetString());
        Assert.Equal([401, 772], first.GetProperty("cwe").EnumerateArray().Select(cwe => cwe.GetInt32()));
        Assert.Equal(SampleReport.ThreadLeak.Explanation, first.GetProperty("explanation").GetString());
        Assert.False(json.RootElement[2].GetProperty("enabledByDefault").GetBoolean());
    }

    [Fact]
    public void The_tools_own_rules_have_all_forms()
    {
        Assert.Equal(["CK9001", "CK9002", "CK9003", "CK9004"], ToolRules.All.Select(rule => rule.Id));
        Assert.All(ToolRules.All, rule =>
        {
            Assert.Contains("## What to do", RulePages.Page(rule), StringComparison.Ordinal);
            Assert.Contains("WHAT TO DO", RuleHelp.Explain(rule), StringComparison.Ordinal);
        });
    }
}
