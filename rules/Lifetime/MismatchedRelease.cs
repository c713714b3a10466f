using Cleak.Analysis;
using Cleak.Findings;

namespace Cleak.Rules;

/// <summary>Reports what one family of functions handed out and another takes back.</summary>
public sealed class MismatchedRelease() : FunctionRule(Rule)
{
    private static readonly RuleDescriptor Rule = new()
    {
        Id = "CK4009",
        Name = "MismatchedRelease",
        Title = "Released by the wrong function",
        ShortDescription = "A resource is released by a function that is not the counterpart of the one that acquired it.",
        Explanation = """
            Each allocator keeps its own books, and each kind of handle has its own clean-up. `free` on what `fopen`, `mmap` or a library's
            own allocator handed out corrupts the heap; `fclose` on what `popen` opened leaves a child that nobody waits for; `free` on
            what `getaddrinfo` made loses all of the list but its head.

            ## Example

            ```c
            FILE *pipe = popen("sort", "w");
            ...
            fclose(pipe);                      /* pclose: the child stays a zombie */
            ```

            ## What to do

            Release with the function that the manual names beside the one that acquired.

            ## What is not reported

            Resources that were not acquired on the path that is seen.
            """,
        DefaultLevel = Level.Error,
        Precision = Precision.Medium,
        Cwe = [762, 763],
        Cert = ["MEM34-C"],
        Tags = ["memory", "resources"],
        Since = "0.1",
    };

    protected override IEnumerable<Finding> Check(FunctionFacts function, ProgramFacts program) =>
        from defect in function.Defects
        where defect.Kind == DefectKind.MismatchedRelease
        select Flows.Finding(Rule, defect, program, Message(defect)) with
        {
            RelatedLocations = Flows.Related(defect.Related, "acquired here"),
        };

    private static string Message(Defect defect) =>
        $"{(defect.Subject.Length > 0 ? $"'{defect.Subject}'" : "A resource")} was [acquired](1) by '{defect.Acquirer}', but is released by '{defect.Callee}'.";
}
