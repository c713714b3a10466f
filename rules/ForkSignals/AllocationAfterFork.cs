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
            if (defect is not { Kind: DefectKind.UnsafeInChild, Unsafe: { Kind: UnsafeKind.Allocation } call } || program.Presence.At(defect) is not (> ThreadsThen.None and var threads))
            {
                continue;
            }

            string? allocator = program.ForeignAllocator(defect.Function);
            string what = call.IsDirect ? $"'{defect.Callee}' is called in the child of [fork](1)" : $"'{defect.Callee}' allocates or releases memory in the child of [fork](1)";
            yield return Flows.Finding(Rule, defect, program, Promise(what, program.Libc, call.IsForeign, allocator, defect.IsUnrepaired, ForkTexts.Advice(defect, function)), program.Presence.Before(defect)) with
            {
                Level = call.IsDying ? Level.Note : defect.IsUnrepaired || allocator is not null ? Level.Error : program.Libc != LibcProfile.Posix ? Level.Note : threads == ThreadsThen.Certain ? Level.Error : Level.Warning,
                RelatedLocations = Flows.Related(defect.Related, "forked here"),
            };
        }
    }

    /// <summary>The child handlers that a function registers run in the child of every fork of the program.</summary>
    private static IEnumerable<Finding> Handlers(FunctionFacts function, ProgramFacts program)
    {
        foreach (int handler in function.ChildHandlers.Where(program.Presence.HasThreads))
        {
            FunctionFacts facts = program.Functions[handler];
            string? allocator = program.ForeignAllocator(handler);
            foreach (UnsafeCall call in facts.UnsafeCalls.Where(call => call.Kind == UnsafeKind.Allocation))
            {
                yield return new Finding(Rule, call.Span, Promise($"'{call.Called}' is called in '{facts.Function.Name}', which runs in the child of each fork", program.Libc, call.IsForeign, allocator, isUnrepaired: false, "Do it before the fork."))
                {
                    Function = facts.Function.Name,
                    CodeFlow = Flows.Of(program.Presence.Before(handler), [call.Step]),
                    Level = call.IsForeign || allocator is not null ? Level.Error : program.Libc != LibcProfile.Posix ? Level.Note : Level.Warning,
                    FingerprintParts = [call.Called],
                };
            }
        }
    }

    /// <summary>What happens, then who promises what of it, and what to do.</summary>
    private static string Promise(string what, LibcProfile libc, bool isForeign, string? allocator, bool isUnrepaired, string advice)
    {
        const string held = "while another thread may have held the allocator's lock";
        string then = $"{char.ToLowerInvariant(advice[0])}{advice[1..]}";
        return isForeign ? $"{what}, {held}. That is no allocator of the C library's, which repairs its own at most: {then}"
            : allocator is not null ? $"{what}, {held}. The program's allocator is {allocator}, which no C library repairs there: {then}"
            : isUnrepaired ? $"{what}, {held}. The C library repairs nothing after this fork: {then}"
            : libc == LibcProfile.Posix ? $"{what}, {held}. glibc and musl repair their own there, which POSIX does not promise: {then}"
            : $"{what}; {ForkTexts.NameOf(libc)} repairs its own allocator there, which POSIX does not promise and other allocators do not do. {advice}";
    }
}
