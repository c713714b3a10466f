using Cleak.Analysis;
using Cleak.Findings;

namespace Cleak.Rules;

/// <summary>Reports reads of strings that have no bound.</summary>
public sealed class UnboundedInput() : FunctionRule(Rule)
{
    private static readonly RuleDescriptor Rule = new()
    {
        Id = "CK4012",
        Name = "UnboundedInput",
        Title = "Input is read without a bound",
        ShortDescription = "gets, or a scanf conversion without a width, writes as many characters as the input has.",
        Explanation = """
            However large the buffer is, a longer line goes beyond it, and whoever sends the line decides what is written there. C11 removed
            `gets` for that reason; `%s` and `%[` without a width are no better.

            ## Example

            ```c
            char name[32];
            scanf("%s", name);
            ```

            ## What to do

            Read lines with `fgets` or `getline`; give `scanf` a width one less than the buffer has (`%31s`), or let it allocate (`%ms`).

            ## What is not reported

            Formats that are not literals; `sscanf` of a string that is no longer than the target.
            """,
        DefaultLevel = Level.Warning,
        Precision = Precision.VeryHigh,
        Cwe = [120, 242],
        Cert = ["STR31-C", "MSC24-C"],
        Tags = ["memory", "security"],
        Since = "0.1",
        SecuritySeverity = 9.1,
    };

    protected override IEnumerable<Finding> Check(FunctionFacts function, ProgramFacts program) =>
        from defect in function.Defects
        where defect.Kind == DefectKind.UnboundedInput
        select Flows.Finding(Rule, defect, program, Message(defect));

    private static string Message(Defect defect)
    {
        string target = defect.Subject.Length > 0 ? $"'{defect.Subject}'" : "its target";
        return defect.Target.Length == 0
            ? $"'{defect.Callee}' writes a line of any length to {target}."
            : $"'{defect.Callee}' writes a string of any length to {target}: '{defect.Target}' has no width.";
    }
}
