using Cleak.Analysis;
using Cleak.Findings;

namespace Cleak.Rules;

/// <summary>Reports pointers that are followed or released before anything was assigned to them.</summary>
public sealed class UninitializedPointer() : FunctionRule(Rule)
{
    private static readonly RuleDescriptor Rule = new()
    {
        Id = "CK4007",
        Name = "UninitializedPointer",
        Title = "Pointer is used before it is set",
        ShortDescription = "A pointer is dereferenced or released on a path on which nothing was ever assigned to it.",
        Explanation = """
            A local variable, and a member of a record on the stack or in a block from `malloc`, holds whatever stood there before. A
            release of it corrupts the heap or frees what belongs to somebody else, a write through it changes anything. Most often it is
            the way out of a function that releases more than was made so far.

            ## Example

            ```c
            char *line, *copy;
            if ((line = read_line(in)) == NULL)
                goto out;
            copy = strdup(line);
            ...
            out:
                free(copy);                    /* never set where there was no line */
                free(line);
            ```

            ## What to do

            Initialise the pointer with `NULL` where it is declared, or the whole record with `= {0}` or `calloc`; then the release at
            the end is right on every path.

            ## What is not reported

            Numbers and other values that are no pointers; compilers warn of those. Pointers that are only copied, compared or passed on.
            Paths on which two decisions must fall together, because they may hang together in a way that is not seen: a loop that does
            not turn, a chain of cases none of which holds, a flag that was set elsewhere. Variables whose address was stored somewhere on the way, and what was
            given to a function that is not seen.
            """,
        DefaultLevel = Level.Error,
        Precision = Precision.High,
        Cwe = [824, 457],
        Cert = ["EXP33-C"],
        Tags = ["memory", "security"],
        Since = "0.1",
        SecuritySeverity = 7.5,
    };

    protected override IEnumerable<Finding> Check(FunctionFacts function, ProgramFacts program) =>
        from defect in function.Defects
        where defect.Kind == DefectKind.UnsetPointer
        select Flows.Finding(Rule, defect, program, Message(defect)) with
        {
            RelatedLocations = Flows.Related(defect.Related, defect.Acquirer.Length > 0 ? "allocated here" : "declared here"),
        };

    private static string Message(Defect defect)
    {
        string subject = defect.Subject.Length > 0 ? $"'{defect.Subject}'" : "A pointer";
        string use = defect.Callee.Length == 0 ? "dereferenced" : $"{defect.Target} by '{defect.Callee}'";
        string birth = defect.Acquirer.Length > 0 ? $"[allocation](1) of its block by '{defect.Acquirer}'" : "[declaration](1)";
        return $"{subject} is {use}, but nothing was assigned to it since {(defect.Acquirer.Length > 0 ? "the" : "its")} {birth}.";
    }
}
