using Cleak.Analysis;
using Cleak.Findings;

namespace Cleak.Rules;

/// <summary>Reports releases of what no allocator handed out.</summary>
public sealed class FreeOfNonHeap() : FunctionRule(Rule)
{
    private static readonly RuleDescriptor Rule = new()
    {
        Id = "CK4004",
        Name = "FreeOfNonHeap",
        Title = "Release of what was never allocated",
        ShortDescription = "A variable, a string literal, a function or memory of the stack is given to a function that releases heap memory.",
        Explanation = """
            Only what an allocator handed out may be given back to it. Anything else corrupts its bookkeeping or ends the process,
            often much later and somewhere else.

            ## Example

            ```c
            options->title = "untitled";       /* the default is a literal */
            ...
            free(options->title);              /* released like one that was read from a file */
            ```

            ## What to do

            Let each pointer that is released hold nothing but allocated memory: copy the default with `strdup`, or keep `NULL` in the
            field and use the default where it is read.

            ## What is not reported

            Callees that release their argument on some of their paths only, and of which it cannot be told which path this call takes.
            """,
        DefaultLevel = Level.Error,
        Precision = Precision.Medium,
        Cwe = [590, 763],
        Cert = ["MEM34-C"],
        Tags = ["memory", "security"],
        Since = "0.1",
        SecuritySeverity = 7.5,
    };

    protected override IEnumerable<Finding> Check(FunctionFacts function, ProgramFacts program) =>
        from defect in function.Defects
        where defect.Kind == DefectKind.ReleaseOfNonHeap
        select Flows.Finding(Rule, defect, program, Message(defect)) with { RelatedLocations = Flows.Related(defect.Related, "this is what it points to") };

    private static string Message(Defect defect)
    {
        string target = defect.Related.IsNone ? defect.Target : $"[{defect.Target}](1)";
        return defect.Subject.Length > 0 && defect.Subject[0] != '"' && !defect.Subject.StartsWith('&')
            ? $"'{defect.Callee}' releases '{defect.Subject}', which points to {target}: no allocator handed that out."
            : $"'{defect.Callee}' releases {target}: no allocator handed that out.";
    }
}
