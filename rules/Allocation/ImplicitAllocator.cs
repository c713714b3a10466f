using Cleak.Analysis;
using Cleak.Findings;

namespace Cleak.Rules;

/// <summary>Reports calls of allocators that nothing declares.</summary>
public sealed class ImplicitAllocator() : FunctionRule(Rule)
{
    private static readonly RuleDescriptor Rule = new()
    {
        Id = "CK3008",
        Name = "ImplicitAllocator",
        Title = "Allocator called without a declaration",
        ShortDescription = "A function that returns a block is called without a declaration, so that its result is taken for an int.",
        Explanation = """
            A function without a declaration is taken to return `int`. On machines whose pointers are wider the upper half of the address
            is cut off: it works as long as blocks lie low, and crashes where they do not. A compiler that knows the function by itself
            (`malloc`, `strdup`) may put it right; for a function of the program none can. C99 forbids such calls.

            ## Example

            ```c
            char *copy = (char *)duplicate(text);  /* no header declares duplicate */
            ```

            ## What to do

            Include the header that declares the function, and do not cast what an allocator returns: the cast hides the compiler's warning.

            ## What is not reported

            Undeclared functions that do not return memory.
            """,
        DefaultLevel = Level.Warning,
        Precision = Precision.VeryHigh,
        Cwe = [843],
        Cert = ["DCL31-C", "MEM02-C"],
        Tags = ["memory", "portability"],
        Since = "0.1",
    };

    protected override IEnumerable<Finding> Check(FunctionFacts function, ProgramFacts program) =>
        from defect in function.Defects
        where defect.Kind == DefectKind.UndeclaredAllocator
        select Flows.Finding(Rule, defect, program, $"'{defect.Callee}' is called without a declaration: the address that it returns is taken for an int.");
}
