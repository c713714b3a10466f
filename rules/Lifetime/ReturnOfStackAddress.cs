using Cleak.Analysis;
using Cleak.Findings;

namespace Cleak.Rules;

/// <summary>Reports addresses of a function's variables that outlive it.</summary>
public sealed class ReturnOfStackAddress() : Rule(Text)
{
    private static readonly RuleDescriptor Text = new()
    {
        Id = "CK4008",
        Name = "ReturnOfStackAddress",
        Title = "Address of a local variable outlives its function",
        ShortDescription = "A function returns the address of one of its own variables, or leaves it in memory that others go on using.",
        Explanation = """
            A function's variables end when it returns, and the next call writes over them. Who still has their address reads and
            writes other functions' data, return addresses included.

            ## Example

            ```c
            const char *describe(int code)
            {
                char text[32];
                snprintf(text, sizeof text, "error %d", code);
                return text;                   /* text is gone */
            }
            ```

            ## What to do

            Let the caller pass a buffer, or return allocated memory that it releases. What was stored for the time of the call must be
            taken back on every path that leaves.

            ## What is not reported

            Addresses that were overwritten before the return; memory that ends with the function, too; places that another thread or a
            function that is not seen may have changed meanwhile; what a called function left in memory of its own while it called others;
            what `main` leaves behind; what a thread's start routine returns (CK1006).
            """,
        DefaultLevel = Level.Warning,
        Precision = Precision.Medium,
        Cwe = [562],
        Cert = ["DCL30-C"],
        Tags = ["memory", "security"],
        Since = "0.1",
        SecuritySeverity = 6.5,
    };

    public override IEnumerable<Finding> Check(ProgramFacts program)
    {
        HashSet<int> routines = StartRoutines.Of(program);
        return from function in program.Functions
               from defect in function.Defects
               where defect.Kind == DefectKind.StackAddressEscapes && !ThreadReturnsStack.IsReturned(defect, routines)
               select Flows.Finding(Text, defect, program, Message(defect)) with { RelatedLocations = Flows.Related(defect.Related, "it ends with the function") };
    }

    private static string Message(Defect defect)
    {
        string subject = defect.Subject.Length > 0 ? $"['{defect.Subject}'](1)" : "[memory of the function's stack](1)";
        return defect.Target.Length == 0
            ? $"The address of {subject} is returned, but it ends with the function."
            : $"The address of {subject} is left in {defect.Target}, but it ends with the function.";
    }
}
