using Cleak.Analysis;
using Cleak.Driver;
using Cleak.Frontend.Compilation;
using Cleak.Tests.Samples;
using Xunit;

namespace Cleak.Tests.Threads;

/// <summary>The thread graph of native-samples/engine/thread-graph.c, as it is printed and drawn.</summary>
public sealed class ThreadGraphTests
{
    private static readonly ProgramFacts Facts = Analyse(Path.Combine(SampleCatalog.Root, "engine", "thread-graph.c"));

    [Theory]
    [InlineData("runs      'direct'\n", "argument  '&number': address of a local")]
    [InlineData("runs      'by_table'\n", "joined    f.c")]
    [InlineData("runs      its parameter 2", "argument  'argument': given by its caller")]
    [InlineData("'start' in 'main', through a wrapper\n  runs      'by_wrapper'", "handle    as its callee says")]
    [InlineData("runs      'by_field', from 'struct service.run'", "kept in 'struct service.thread'")]
    [InlineData("runs      'trampoline'", "argument  'launch': block that it allocated\n  handle    'thread'\n  state     joinable, detaches itself")]
    public void Creations_say_what_runs_and_what_becomes_of_it(string runs, string further)
    {
        string[] creations = ThreadGraphText.Print(Facts, _ => "f.c").Split("\nf.c:");

        Assert.Contains(creations, creation => creation.Contains(runs, StringComparison.Ordinal) && creation.Contains(further, StringComparison.Ordinal));
    }

    [Fact]
    public void Joins_say_whether_they_take_the_result()
    {
        string text = ThreadGraphText.Print(Facts, _ => "f.c");

        Assert.Contains("in 'main' by 'pthread_join', takes the result", text, StringComparison.Ordinal);
        Assert.Contains("in 'service_stop' by 'pthread_join'\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public void What_a_trampoline_calls_runs_on_its_thread()
    {
        int routine = Facts.Functions.Single(function => function.Function.Name == "by_trampoline").Function.Id;

        ThreadRun? run = Facts.Threads.DetachedRunOf(routine);

        Assert.NotNull(run);
        Assert.Equal("trampoline", Facts.Program.Functions[run.Entry].Name);
        Assert.Null(Facts.Threads.DetachedRunOf(Facts.Functions.Single(function => function.Function.Name == "by_field").Function.Id));
    }

    [Fact]
    public void Is_drawn_for_graphviz()
    {
        string drawing = ThreadGraphText.Draw(Facts, _ => "f.c");

        Assert.StartsWith("digraph threads {\n", drawing, StringComparison.Ordinal);
        Assert.EndsWith("}\n", drawing, StringComparison.Ordinal);
        Assert.Matches("\"service_start\" -> t\\d+ \\[label=\"pthread_create\"\\];\n  t\\d+ -> \"by_field\" \\[label=\"runs\"\\];\n  \"service_stop\" -> t\\d+ \\[style=dashed, label=\"joined\"\\];", drawing);
    }

    private static ProgramFacts Analyse(string path)
    {
        var request = new LoadRequest { Input = new CompilationRequest { Paths = [path], Database = CompilationRequest.NoDatabase }, Jobs = 1, InProcess = true };
        return ProgramAnalysis.Run(SourceLoad.Run(request, NoObserver.Instance, CancellationToken.None).TranslationUnits, EngineLimits.Default, jobs: 1);
    }
}
