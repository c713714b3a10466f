using Cleak.Analysis;
using Cleak.Findings;

namespace Cleak.Rules;

/// <summary>Reports descriptors that nothing names any more and nobody closed.</summary>
public sealed class DescriptorLeak() : FunctionRule(Rule)
{
    private static readonly RuleDescriptor Rule = new()
    {
        Id = "CK5001",
        Name = "DescriptorLeak",
        Title = "Descriptor is never closed",
        ShortDescription = "The last name of an open descriptor goes away before the descriptor is closed.",
        Explanation = """
            A file, socket, pipe or other descriptor is opened, and on some path its number is forgotten before anybody closes it: at
            an early return after a failed `fstat` or `connect`, or by the second `open` into the same variable. A process has few
            descriptors (often 1024); a server that loses one for each failing request soon can neither accept nor open anything.

            ## Example

            ```c
            int connect_to(const struct sockaddr_in *address)
            {
                int fd = socket(AF_INET, SOCK_STREAM, 0);
                if (fd < 0)
                    return -1;
                if (connect(fd, (const struct sockaddr *)address, sizeof *address) < 0)
                    return -1;                 /* fd stays open, and nobody knows its number */
                return fd;
            }
            ```

            ## What to do

            Close the descriptor on every path that does not hand it on, most simply by one exit label. For `pipe` and `socketpair`
            both ends must be closed.

            ## What is not reported

            Descriptors 0, 1 and 2; descriptors that are still open when `main` returns or the process exits; those that are returned,
            stored where others find them, handed to `fdopen`, or to a function that is not seen; and those that hold a lock (`flock`, `lockf`,
            `fcntl`), which are kept open on purpose.
            """,
        DefaultLevel = Level.Warning,
        Precision = Precision.High,
        Cwe = [775, 772],
        Cert = ["FIO42-C"],
        Tags = ["resources", "leak"],
        Since = "0.1",
    };

    protected override IEnumerable<Finding> Check(FunctionFacts function, ProgramFacts program) =>
        from defect in function.Defects
        where defect is { Kind: DefectKind.Lost, Resource: ResourceKind.Descriptor }
        select Flows.Finding(Rule, defect, program, Message(defect));

    private static string Message(Defect defect) =>
        defect.Subject.Length > 0
            ? $"The descriptor '{defect.Subject}' opened by '{defect.Callee}' is never closed."
            : $"The descriptor opened by '{defect.Callee}' is never closed.";
}
