using Cleak.Analysis;
using Cleak.Findings;

namespace Cleak.Rules;

/// <summary>Reports descriptors, streams, directories and mappings that are used or closed again after they were closed.</summary>
public sealed class UseAfterClose() : FunctionRule(Rule)
{
    private static readonly RuleDescriptor Rule = new()
    {
        Id = "CK5004",
        Name = "UseAfterClose",
        Title = "Used after it was closed",
        ShortDescription = "A descriptor, stream, directory or mapping is used or closed again after it was closed.",
        Explanation = """
            A closed descriptor's number is given to the next file that is opened, in this thread or another: what is written to it
            then, or closed a second time, hits somebody else's file or connection. A closed `FILE` or `DIR` is released memory, and an
            unmapped address is no memory at all.

            ## Example

            ```c
            if (write(fd, line, length) < 0) {
                close(fd);
                goto fail;
            }
            ...
            fail:
                close(fd);                     /* closed already; perhaps another thread's by now */
                return -1;
            ```

            ## What to do

            Let one place close. Where two paths meet at a common clean-up, set the descriptor to -1 (the stream to `NULL`) after an earlier
            close, and test it.

            ## What is not reported

            Uses of which it cannot be seen that they are of what was closed: through copies made outside of the functions that are seen.
            """,
        DefaultLevel = Level.Error,
        Precision = Precision.Medium,
        Cwe = [672, 1341],
        Cert = ["FIO46-C"],
        Tags = ["resources", "security"],
        Since = "0.1",
    };

    protected override IEnumerable<Finding> Check(FunctionFacts function, ProgramFacts program) =>
        from defect in function.Defects
        where defect.Kind is DefectKind.UseAfterRelease or DefectKind.DoubleRelease
            && defect.Resource is ResourceKind.Descriptor or ResourceKind.Stream or ResourceKind.Directory or ResourceKind.Mapping
        select Flows.Finding(Rule, defect, program, Message(defect)) with
        {
            RelatedLocations = Flows.Related(defect.Related, "closed here"),
        };

    private static string Message(Defect defect)
    {
        string what = defect.Resource switch
        {
            ResourceKind.Descriptor => "descriptor",
            ResourceKind.Stream => "stream",
            ResourceKind.Directory => "directory",
            _ => "mapping",
        };
        string subject = defect.Subject.Length > 0 ? $"The {what} '{defect.Subject}'" : $"A {what}";
        return defect.Kind == DefectKind.DoubleRelease
            ? $"{subject} is closed by '{defect.Callee}', but it was [closed](1) before."
            : $"{subject} is used after it was [closed](1) by '{defect.Callee}'.";
    }
}
