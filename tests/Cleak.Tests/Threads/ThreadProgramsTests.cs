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

    [Fact]
    public void Fields_of_the_same_name_do_not_meet()
    {
        string folder = Directory.CreateTempSubdirectory("cleak-threads").FullName;
        try
        {
            File.WriteAllText(Path.Combine(folder, "joins.c"), Joins);
            File.WriteAllText(Path.Combine(folder, "forgets.c"), Forgets);
            var request = new LoadRequest { Input = new CompilationRequest { Paths = [folder], Database = CompilationRequest.NoDatabase }, Jobs = 1, InProcess = true };
            ProgramFacts facts = ProgramAnalysis.Run(SourceLoad.Run(request, NoObserver.Instance, CancellationToken.None).TranslationUnits, EngineLimits.Default, jobs: 1);

            Assert.True(IsJoined(facts, "start"));
            Assert.False(IsJoined(facts, "begin"));
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
