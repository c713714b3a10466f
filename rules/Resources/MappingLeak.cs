using Cleak.Analysis;
using Cleak.Findings;

namespace Cleak.Rules;

/// <summary>Reports mapped memory that nothing names any more and nobody unmapped.</summary>
public sealed class MappingLeak() : FunctionRule(Rule)
{
    private static readonly RuleDescriptor Rule = new()
    {
        Id = "CK5003",
        Name = "MappingLeak",
        Title = "Mapped memory is never unmapped",
        ShortDescription = "The last pointer into a mapping goes away before the mapping is taken down.",
        Explanation = """
            Memory is mapped by `mmap` or attached by `shmat`, and on some path the last pointer to it goes away before `munmap` or
            `shmdt`. Closing the descriptor does not take the mapping down. Address space is lost, and for shared and private writable
            mappings memory too.

            ## Example

            ```c
            char *bytes = mmap(NULL, size, PROT_READ, MAP_PRIVATE, fd, 0);
            close(fd);
            if (bytes == MAP_FAILED)
                return -1;
            if (memcmp(bytes, "MAGIC", 5) != 0)
                return -1;                     /* the mapping stays */
            ```

            ## What to do

            Unmap on every path that does not hand the address on, with the size that was mapped.

            ## What is not reported

            Mappings at an address that the program chose; those that are still there when `main` returns or the process exits; those that
            are returned, stored where others find them, or handed to a function that is not seen.
            """,
        DefaultLevel = Level.Warning,
        Precision = Precision.Medium,
        Cwe = [772],
        Cert = ["MEM31-C"],
        Tags = ["resources", "leak"],
        Since = "0.1",
    };

    protected override IEnumerable<Finding> Check(FunctionFacts function, ProgramFacts program) =>
        from defect in function.Defects
        where defect is { Kind: DefectKind.Lost, Resource: ResourceKind.Mapping }
        select Flows.Finding(Rule, defect, program, Message(defect));

    private static string Message(Defect defect) =>
        defect.Subject.Length > 0
            ? $"Memory mapped for '{defect.Subject}' by '{defect.Callee}' is never unmapped."
            : $"Memory mapped by '{defect.Callee}' is never unmapped.";
}
