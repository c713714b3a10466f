using Cleak.Analysis;
using Cleak.Findings;

namespace Cleak.Rules;

/// <summary>Notes objects of the threads library that are initialised and end without being destroyed.</summary>
public sealed class ThreadAttributeLeak() : FunctionRule(Rule)
{
    private static readonly RuleDescriptor Rule = new()
    {
        Id = "CK1012",
        Name = "ThreadAttributeLeak",
        Title = "Thread object ends without being destroyed",
        ShortDescription = "A mutex, condition, barrier, read-write lock, semaphore or attribute object ends with its scope or its block, initialised and not destroyed.",
        Explanation = """
            What `pthread_mutex_init` and its like take belongs to the implementation until the object is destroyed. On Linux most of them take
            nothing; thread attributes with a processor set take memory, and other systems and checked builds of the library keep each object in
            a list of their own, which goes on pointing into the ended scope.

            ## Example

            ```c
            int run(void)
            {
                pthread_attr_t attributes;
                pthread_attr_init(&attributes);
                if (pthread_attr_setstacksize(&attributes, SIZE) != 0)
                    return -1;                 /* attributes is not destroyed */
                …
                pthread_attr_destroy(&attributes);
                return 0;
            }
            ```

            ## What to do

            Destroy the object on every path behind its initialisation, before its memory ends.

            ## What is not reported

            Objects that are initialised by a static initialiser, global ones, and those that the process keeps as long as it lives; objects
            whose address goes where it is not seen; blocks that are lost themselves.
            """,
        DefaultLevel = Level.Note,
        Precision = Precision.High,
        Cwe = [772],
        Tags = ["concurrency", "leak"],
        Since = "0.1",
    };

    protected override IEnumerable<Finding> Check(FunctionFacts function, ProgramFacts program) =>
        from defect in function.Defects
        where defect is { Kind: DefectKind.Lost, Resource: ResourceKind.ThreadObject }
        select Flows.Finding(Rule, defect, program, Message(defect));

    private static string Message(Defect defect)
    {
        string what = What(defect.Family);
        bool isInCallee = defect.Trace.Length > 0 && defect.Trace[0].Inner.Length > 0;
        string name = defect.Subject.Length == 0 ? "" : isInCallee ? $" of '{defect.Subject}'" : $" '{defect.Subject}'";
        return $"The {what}{name}, initialised {(isInCallee ? "in" : "by")} '{defect.Callee}', ends without being destroyed on this path.";
    }

    private static string What(string family) => family switch
    {
        _ when family.Contains("attr", StringComparison.Ordinal) => "attribute object",
        "pthread_cond" or "cnd" or "g_cond" => "condition variable",
        "pthread_rwlock" or "g_rw_lock" => "read-write lock",
        "pthread_barrier" => "barrier",
        "pthread_spin" => "spin lock",
        "sem_init" => "semaphore",
        _ => "mutex",
    };
}
