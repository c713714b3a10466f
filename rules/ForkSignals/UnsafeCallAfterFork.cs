using Cleak.Analysis;
using Cleak.Findings;

namespace Cleak.Rules;

/// <summary>Reports calls that are not async-signal-safe, allocation aside, in the child of a fork of a process that can have other threads.</summary>
public sealed class UnsafeCallAfterFork() : FunctionRule(Rule)
{
    private static readonly RuleDescriptor Rule = new()
    {
        Id = "CK2002",
        Name = "UnsafeCallAfterFork",
        Title = "Unsafe call in the child of a process with threads",
        ShortDescription = "A function that is not async-signal-safe is called in the child of fork, before exec, in a process that can have other threads.",
        Explanation = """
            The child of `fork` has one thread and a copy of all memory, with every lock as it stood at that moment. A mutex that another
            thread held is locked in the child for ever: there is nobody to give it back. The same goes for the locks inside the C library
            that glibc does not reset, as those of `setenv`, `localtime_r`, `syslog`, `getpwnam` and `dlopen`: children that call them were
            measured to hang. POSIX allows only async-signal-safe functions between `fork` and `exec` in a process with threads.

            ## Example

            ```c
            pid_t child = fork();
            if (child == 0) {
                pthread_mutex_lock(&log_lock);        /* another thread may have held it */
                setenv("ROLE", "worker", 1);          /* takes a lock of the C library */
                execl(path, path, (char *)NULL);
                _exit(127);
            }
            ```

            ## What to do

            Do it before the fork: prepare the environment (`execve` takes it) and the texts, and let the child call only async-signal-safe
            functions until `exec` or `_exit`. Or use `posix_spawn`. Locks that the child needs are kept whole by `pthread_atfork`: the prepare
            handler takes them, the parent's and the child's handler give them back.

            ## Levels

            Locks of the program are errors, whatever the C library, and so are locks inside the C library; with `--libc musl`, which
            resets nearly all of its locks in the child since 1.2.2, those are notes but for the environment's. Streams are a warning; glibc and
            musl reset the locks of streams in the child, and with `--libc glibc` or `--libc musl` they are a note. What is not in POSIX's
            list for other reasons, and what is reached only where an error ends the process, is a note; and so is a lock of the program, of the
            library or of a stream that no thread takes which can run when the process forks: those created before, with what they call.

            ## On request

            `--notes unknown` notes calls of functions of which nothing is known.

            ## What is not reported

            Programs that create no thread; threads that are created after the fork, or joined before it; locks that `pthread_atfork`
            handlers take and give back; locks that the forking thread held itself, or that the child makes anew; locks that
            are made for several processes (`PTHREAD_PROCESS_SHARED`), of which the child has no copy; functions that are not seen.
            """,
        DefaultLevel = Level.Warning,
        Precision = Precision.High,
        Cwe = [663, 667],
        Tags = ["concurrency", "fork"],
        Since = "0.1",
    };

    protected override IEnumerable<Finding> Check(FunctionFacts function, ProgramFacts program)
    {
        foreach (int handler in function.ChildHandlers.Where(program.Presence.HasThreads))
        {
            FunctionFacts facts = program.Functions[handler];
            foreach (UnsafeCall call in facts.UnsafeCalls.Where(call => IsOurs(call, handler, program)).DistinctBy(call => (call.Callee, call.Lock)))
            {
                yield return new Finding(Rule, call.Span, $"{What(call, program, isHeld: true, $"in '{facts.Function.Name}', which runs in the child of each fork")}")
                {
                    Function = facts.Function.Name,
                    CodeFlow = Flows.Of(program.Presence.Before(handler), [call.Step]),
                    Level = LevelOf(call, program, isHeld: true),
                    FingerprintParts = [call.Called],
                };
            }
        }

        // Of what one call leads to the gravest is told, allocation by a rule of its own; of several ways to one culprit in one child, the first.
        IEnumerable<Defect> defects = function.Defects
            .Where(defect => defect is { Kind: DefectKind.UnsafeInChild, Unsafe: { } call } && (call.Kind == UnsafeKind.Allocation || IsOurs(call, defect.Function, program)) && program.Presence.At(defect) != ThreadsThen.None)
            .GroupBy(defect => defect.Primary).Select(group => group.MinBy(defect => defect.Unsafe!.Kind)!)
            .Where(defect => defect.Unsafe!.Kind != UnsafeKind.Allocation)
            .OrderBy(defect => defect.Unsafe!.IsDying).ThenBy(defect => defect.Primary).DistinctBy(defect => (defect.Related, defect.Unsafe!.Kind, defect.Unsafe.Callee, defect.Unsafe.Lock));
        foreach (Defect defect in defects)
        {
            bool isHeld = program.Presence.CanBeHeld(defect, defect.Unsafe!);
            yield return Flows.Finding(Rule, defect, program, $"{What(defect.Unsafe!, program, isHeld, "in the child of [fork](1)")} {ForkTexts.Advice(defect, function)}", program.Presence.Before(defect)) with
            {
                Level = LevelOf(defect.Unsafe!, program, isHeld),
                RelatedLocations = Flows.Related(defect.Related, "forked here"),
            };
        }
    }

    private static bool IsOurs(UnsafeCall call, int function, ProgramFacts program) => call.Kind switch
    {
        UnsafeKind.OwnLock => !program.Handlers.Keep(call.Lock, function),
        UnsafeKind.LibraryLock or UnsafeKind.Stdio or UnsafeKind.Other or UnsafeKind.Unknown => true,
        _ => false,
    };

    private static Level LevelOf(UnsafeCall call, ProgramFacts program, bool isHeld) => call.Kind switch
    {
        _ when call.IsDying || !isHeld => Level.Note,
        UnsafeKind.LibraryLock when MuslLocks.AreWhole(program.Libc, call.Callee) => Level.Note,
        UnsafeKind.OwnLock or UnsafeKind.LibraryLock => Level.Error,
        UnsafeKind.Stdio when program.Libc == LibcProfile.Posix => Level.Warning,
        _ => Level.Note,
    };

    private static string What(UnsafeCall call, ProgramFacts program, bool isHeld, string where)
    {
        string by = call.Called == call.Callee ? "" : $" by '{call.Callee}'";
        return call.Kind switch
        {
            UnsafeKind.OwnLock when !isHeld => $"'{call.Called}' takes the lock '{call.Lock}' {where}, which {ForkTexts.Year(program.Profile)} does not allow; no thread that can run then is seen to take it.",
            UnsafeKind.LibraryLock or UnsafeKind.Stdio when !isHeld && (call.Kind != UnsafeKind.Stdio || program.Libc == LibcProfile.Posix) && !MuslLocks.AreWhole(program.Libc, call.Callee) =>
                $"'{call.Called}'{by} {(call.Kind == UnsafeKind.Stdio ? "works on streams" : "takes a lock of the C library")} {where}, which {ForkTexts.Year(program.Profile)} does not allow; no thread that can run then is seen to do so.",
            UnsafeKind.OwnLock => $"'{call.Called}' takes {(call.Lock.IsKnown ? $"the lock '{call.Lock}'" : "a lock")} {where}, which another thread may have held when the process forked: then it waits for ever.",
            UnsafeKind.LibraryLock when MuslLocks.AreWhole(program.Libc, call.Callee) => $"'{call.Called}'{by} takes a lock of the C library {where}; musl resets its locks there, which POSIX does not promise.",
            UnsafeKind.LibraryLock => $"'{call.Called}'{by} takes a lock of the C library {where}, which another thread may have held and nobody resets: then it waits for ever.",
            UnsafeKind.Stdio when program.Libc == LibcProfile.Posix => $"'{call.Called}'{by} works on streams {where}, whose locks another thread may have held.",
            UnsafeKind.Stdio => $"'{call.Called}'{by} works on streams {where}; {ForkTexts.NameOf(program.Libc)} resets their locks there, which POSIX does not promise.",
            UnsafeKind.Unknown => $"'{call.Callee}', of which nothing is known, is called {(by.Length > 0 ? $"through '{call.Called}' " : "")}{where}.",
            _ => $"'{call.Callee}' is not async-signal-safe by {ForkTexts.Year(program.Profile)} and is called {(by.Length > 0 ? $"through '{call.Called}' " : "")}{where}.",
        };
    }
}
