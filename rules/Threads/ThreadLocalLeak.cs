using Cleak.Analysis;
using Cleak.Findings;

namespace Cleak.Rules;

/// <summary>Reports memory that only a key without a destructor holds.</summary>
public sealed class ThreadLocalLeak() : Rule(Text)
{
    private static readonly RuleDescriptor Text = new()
    {
        Id = "CK1009",
        Name = "ThreadLocalLeak",
        Title = "Thread-specific memory has no destructor",
        ShortDescription = "Allocated memory is put under a key of thread-specific data whose destructor is NULL, and nothing takes it back.",
        Explanation = """
            When a thread ends, the C library calls the destructor of each key under which the thread keeps a value. A key made without one
            forgets the value: each thread that ends leaves its block behind.

            ## Example

            ```c
            static pthread_key_t scratch;

            void module_init(void)
            {
                pthread_key_create(&scratch, NULL);
            }

            char *scratch_buffer(void)
            {
                char *buffer = pthread_getspecific(scratch);
                if (buffer == NULL) {
                    buffer = malloc(4096);
                    pthread_setspecific(scratch, buffer);
                }
                return buffer;                 /* lost with each thread that asked for it */
            }
            ```

            ## What to do

            Make the key with a destructor that releases the value: `pthread_key_create(&scratch, free)`. Values of the main thread are not
            released when `main` returns; that matters only to leak checkers.

            ## What is not reported

            A key that some way of making it gives a destructor; a key whose value something in the program releases or hands on; blocks that
            something else names, too; functions that no thread of the program runs.
            """,
        DefaultLevel = Level.Warning,
        Precision = Precision.High,
        Cwe = [401],
        Cert = ["CON30-C"],
        Tags = ["memory", "leak", "concurrency"],
        Since = "0.1",
    };

    public override IEnumerable<Finding> Check(ProgramFacts program)
    {
        var keys = new ThreadKeyFacts(program);
        return from function in program.Functions
               from defect in function.Defects
               where defect.Kind == DefectKind.KeptByThreadKey && keys.IsForgetful(defect.Place) && keys.MayRunOnThread(defect.Function)
               select Flows.Finding(Text, defect, program, Message(defect)) with { RelatedLocations = Flows.Related(defect.Related, "allocated here") };
    }

    private static string Message(Defect defect) =>
        $"The {(defect.Subject.Length > 0 ? $"[memory of '{defect.Subject}'](1)" : "[memory](1)")} is kept under the key '{defect.Place}', which has no destructor: it is lost with the thread.";
}
