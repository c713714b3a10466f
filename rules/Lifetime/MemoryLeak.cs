using Cleak.Analysis;
using Cleak.Findings;

namespace Cleak.Rules;

/// <summary>Reports heap memory that nothing names any more, on a path that goes on.</summary>
public sealed class MemoryLeak() : FunctionRule(Rule)
{
    private static readonly RuleDescriptor Rule = new()
    {
        Id = "CK4001",
        Name = "MemoryLeak",
        Title = "Memory is never released",
        ShortDescription = "The last pointer to an allocated block goes away before the block is released.",
        Explanation = """
            A block of heap memory is allocated, and on some path the last pointer to it goes away before anybody releases it: at an
            early return, by a jump to the wrong label, by an assignment over the pointer, with the record that held it, or at the
            next turn of a loop. A server that takes this path once a request grows until it is killed.

            ## Example

            ```c
            char *read_name(FILE *file)
            {
                char *name = malloc(64);
                if (name == NULL)
                    return NULL;
                if (fgets(name, 64, file) == NULL)
                    return NULL;               /* name is lost here */
                return name;
            }
            ```

            ## What to do

            Release the block on every path that leaves, most simply by one exit label that all of them go to; or hand it on: return
            it, store it where its owner looks for it.

            ## What is not reported

            Blocks that are still held when `main` returns or the process exits; paths that end in `exit` or `abort`; blocks that are
            handed to a function that is not seen; a block lost because its `realloc` failed, which is ReallocLosesBlock; blocks lost on
            a detached thread, which are DetachedThreadLeak.
            """,
        DefaultLevel = Level.Warning,
        Precision = Precision.High,
        Cwe = [401],
        Cert = ["MEM31-C"],
        Tags = ["memory", "leak"],
        Since = "0.1",
    };

    protected override IEnumerable<Finding> Check(FunctionFacts function, ProgramFacts program) =>
        from defect in function.Defects
        where defect is { Kind: DefectKind.Lost, Resource: ResourceKind.Heap or ResourceKind.Other } && program.Threads.DetachedRunOf(defect.Function, defect.Primary) is null
        select Flows.Finding(Rule, defect, program, Message(defect));

    private static string Message(Defect defect) =>
        defect.Subject.Length > 0
            ? $"Memory allocated for '{defect.Subject}' by '{defect.Callee}' is never released."
            : $"Memory allocated by '{defect.Callee}' is never released.";
}
