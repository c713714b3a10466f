using Cleak.Analysis;
using Cleak.Findings;

namespace Cleak.Rules;

/// <summary>Reports programs that move the end of the data segment and use malloc, too.</summary>
public sealed class BreakMovedUnderMalloc() : FunctionRule(Rule)
{
    private static readonly RuleDescriptor Rule = new()
    {
        Id = "CK3007",
        Name = "BreakMovedUnderMalloc",
        Title = "Program break moved beside malloc",
        ShortDescription = "brk or sbrk moves the end of the data segment in a program that allocates with malloc as well.",
        Explanation = """
            The C library's allocator moves the same end, and remembers where it left it. Moved by hand in between, memory is handed out
            twice or goes back to the system with blocks in it. POSIX.1-2001 withdrew both functions; the manual warns of using them beside
            `malloc`.

            ## Example

            ```c
            char *arena = sbrk(1 << 20);       /* malloc takes its memory from the same place */
            ```

            ## What to do

            Take large areas with `mmap`, or allocate them.

            ## What is not reported

            `sbrk(0)`, which only asks; programs that define `malloc` themselves; programs in which nothing allocates.
            """,
        DefaultLevel = Level.Warning,
        Precision = Precision.High,
        Cwe = [474],
        Tags = ["memory", "portability"],
        Since = "0.1",
    };

    protected override IEnumerable<Finding> Check(FunctionFacts function, ProgramFacts program) =>
        from defect in function.Defects
        where defect.Kind == DefectKind.BreakMoved && program.AllocatesByLibrary(function.Function.Id)
        select Flows.Finding(Rule, defect, program, $"'{defect.Callee}' moves the end of the data segment, from which this program's 'malloc' takes its memory, too.");
}
