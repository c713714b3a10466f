using Cleak.Analysis;
using Cleak.Findings;

namespace Cleak.Rules;

/// <summary>Reports allocation and release in the child of a fork of a process that can have other threads.</summary>
public sealed class AllocationAfterFork() : FunctionRule(Rule)
{
    private static readonly RuleDescriptor Rule = new()
    {
        Id = "CK2001",
        Name = "AllocationAfterFork",
        Title = "Allocation in the child of a process with threads",
        ShortDescription = "Memory is allocated or released in the child of fork, before exec, in a process that can have other threads.",
        Explanation = """
            The child of `fork` has one thread and a copy of all memory, with every lock as it stood at that moment. If another thread
            was inside `malloc`, the allocator's lock is taken in the child for ever, and the child hangs at its first allocation.
            POSIX therefore allows only async-signal-safe functions between `fork` and `exec` in a process with threads. glibc and musl
            repair their own allocator in the child as an extension; other allocators do not, or not always.

            ## Example

            ```c
            pid_t child = fork();
            if (child == 0) {
                char *path = malloc(strlen(folder) + 8);   /* may hang for ever */
                …
                execl(path, path, (char *)NULL);
                _exit(127);
            }
            ```

            ## What to do

            Allocate before the fork, and call only async-signal-safe functions in the child until `exec` or `_exit`. Or use
            `posix_spawn`.

            ## What is not reported

            Programs that create no thread.
            """,
        DefaultLevel = Level.Warning,
        Precision = Precision.High,
        Cwe = [663, 833],
        Tags = ["concurrency", "fork"],
        Since = "0.1",
    };

    protected override IEnumerable<Finding> Check(FunctionFacts function, ProgramFacts program)
    {
        foreach (Finding finding in Handlers(function, program))
        {
            yield return finding;
        }

        foreach (Defect defect in function.Defects)
        {
            if (defect.Kind != DefectKind.AllocationInChild || !(defect.IsThreadCertain || program.MayRunBesideThreads(defect.Function)))
            {
                continue;
            }

            // Threads seen on the path are certain; threads of the program somewhere else are likely.
            IEnumerable<TraceStep> before = defect.IsThreadCertain || program.SomeCreation(defect.Function) is not { } creation
                ? []
                : [TraceStep.Here(creation.Span, program.Program.Functions[creation.Function].Name, $"the program creates threads by '{creation.Callee}'", FlowStepKinds.Spawn)];
            yield return Flows.Finding(Rule, defect, program, Message(defect, defect.IsUnrepaired ? LibcProfile.Posix : program.Libc), before) with
            {
                Level = defect.IsUnrepaired ? Level.Error : program.Libc != LibcProfile.Posix ? Level.Note : defect.IsThreadCertain ? Level.Error : Level.Warning,
                RelatedLocations = Flows.Related(defect.Related, "forked here"),
            };
        }
    }

    /// <summary>The child handlers that a function registers run in the child of every fork of the program.</summary>
    private static IEnumerable<Finding> Handlers(FunctionFacts function, ProgramFacts program)
    {
        foreach (int handler in function.ChildHandlers)
        {
            if (!program.HasThreads(handler))
            {
                continue;
            }

            FunctionFacts facts = program.Functions[handler];
            foreach (TraceStep allocation in facts.Allocations)
            {
                string callee = allocation.Text.Split('\'') is [_, var name, ..] ? name : "it";
                yield return new Finding(Rule, allocation.Span, Promise($"'{callee}' is called in '{facts.Function.Name}', which runs in the child of each fork", program.Libc))
                {
                    Function = facts.Function.Name,
                    CodeFlow = Flows.Of([allocation]),
                    Level = program.Libc != LibcProfile.Posix ? Level.Note : Level.Warning,
                    FingerprintParts = [callee],
                };
            }
        }
    }

    private static string Message(Defect defect, LibcProfile libc) => Promise(
        defect.Trace.Length > 0 && defect.Trace[^1].Inner.Length > 0
            ? $"'{defect.Callee}' allocates or releases memory in the child of [fork](1)"
            : $"'{defect.Callee}' is called in the child of [fork](1)",
        libc);

    private static string Promise(string what, LibcProfile libc)
    {
        return libc == LibcProfile.Posix
            ? $"{what}, while another thread may have held the allocator's lock."
            : $"{what}; {(libc == LibcProfile.Glibc ? "glibc" : "musl")} repairs its own allocator there, which POSIX does not promise and other allocators do not do.";
    }
}
