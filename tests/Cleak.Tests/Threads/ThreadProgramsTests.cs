using Cleak.Analysis;
using Cleak.Driver;
using Cleak.Frontend.Compilation;
using Xunit;

namespace Cleak.Tests.Threads;

/// <summary>Two programs of one tree that have records of the same name: what one joins, the other has not joined.</summary>
public sealed class ThreadProgramsTests
{
    private const string Head = """
        #include <pthread.h>
        struct worker { pthread_t thread; int is_busy; };
        static void *work(void *argument) { return argument; }
        """;

    private const string Joins = Head + """

        static struct worker *one;
        static int start(struct worker *worker) { return pthread_create(&worker->thread, 0, work, worker); }
        static void stop(struct worker *worker) { pthread_join(worker->thread, 0); }
        int main(void) { static struct worker w; one = &w; if (start(one) == 0) stop(one); return 0; }
        """;

    private const string Forgets = Head + """

        static struct worker *other;
        static int begin(struct worker *worker) { return pthread_create(&worker->thread, 0, work, worker); }
        int main(void) { static struct worker w; other = &w; return begin(other); }
        """;

    private const string Job = """
        #include <pthread.h>
        struct job { void (*run)(void); };
        """;

    private const string Creates = Job + """

        static void quick(void) { }
        static struct job job = { quick };
        static void *work(void *argument) { struct job *given = argument; given->run(); return 0; }
        int main(void) { pthread_t thread; if (pthread_create(&thread, 0, work, &job) == 0) pthread_detach(thread); return 0; }
        """;

    private const string Calls = Job + """

        static void slow(void) { }
        static struct job job = { slow };
        int main(void) { job.run(); return 0; }
        """;

    [Fact]
    public void Fields_of_the_same_name_do_not_meet()
    {
        ProgramFacts facts = Analyse(("joins.c", Joins), ("forgets.c", Forgets));

        Assert.True(IsJoined(facts, "start"));
        Assert.False(IsJoined(facts, "begin"));
    }

    [Fact]
    public void What_another_program_stores_in_a_field_of_the_same_name_runs_on_no_thread()
    {
        ProgramFacts facts = Analyse(("creates.c", Creates), ("calls.c", Calls));

        Assert.NotNull(facts.Threads.DetachedRunOf(Id(facts, "quick")));
        Assert.Null(facts.Threads.DetachedRunOf(Id(facts, "slow")));
        Assert.Empty(facts.Threads.RunsOf(Id(facts, "slow")));
    }

    private static int Id(ProgramFacts facts, string name) => Assert.Single(facts.Program.Functions, function => function.Name == name).Id;

    private static ProgramFacts Analyse(params (string Name, string Text)[] files)
    {
        string folder = Directory.CreateTempSubdirectory("cleak-threads").FullName;
        try
        {
            foreach ((string name, string text) in files)
            {
                File.WriteAllText(Path.Combine(folder, name), text);
            }

            var request = new LoadRequest { Input = new CompilationRequest { Paths = [folder], Database = CompilationRequest.NoDatabase }, Jobs = 1, InProcess = true };
            return ProgramAnalysis.Run(SourceLoad.Run(request, NoObserver.Instance, CancellationToken.None).TranslationUnits, EngineLimits.Default, jobs: 1);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static bool IsJoined(ProgramFacts facts, string creator)
    {
        ThreadCreation creation = Assert.Single(facts.Threads.Creations, creation => creation.IsDirect && facts.Program.Functions[creation.Function].Name == creator);
        HandlePlace place = Assert.Single(creation.KeptIn);
        return facts.Threads.EndsOf(creation).Any() && facts.Threads.IsJoinedSomewhere(place, creation.Function);
    }
}
