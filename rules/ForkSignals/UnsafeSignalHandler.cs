using Cleak.Analysis;
using Cleak.Findings;

namespace Cleak.Rules;

/// <summary>Reports signal handlers that reach what is not async-signal-safe.</summary>
public sealed class UnsafeSignalHandler() : Rule(Rule)
{
    private static readonly RuleDescriptor Rule = new()
    {
        Id = "CK2004",
        Name = "UnsafeSignalHandler",
        Title = "Signal handler calls what is not async-signal-safe",
        ShortDescription = "A signal handler reaches a function that is not async-signal-safe.",
        Explanation = """
            A signal interrupts its thread anywhere: also inside `malloc` or `printf`, with the heap half changed and a lock taken. A handler that
            calls the same functions then works on the half changed heap, or waits for a lock that its own thread holds. POSIX lists the functions
            that a handler may call (XSH 2.4.3, signal-safety(7)).

            ## Example

            ```c
            static void on_interrupt(int signal)
            {
                printf("interrupted\n");             /* takes the lock of stdout */
                free(state);                          /* takes the lock of the heap */
                exit(1);                              /* flushes, and runs exit handlers */
            }
            ```

            ## What to do

            Set a `volatile sig_atomic_t`, or write a byte into a pipe, and do the work where the program waits for events. Or block the signal and
            take it by `sigwait` or `signalfd`. To tell of a crash, `write` what is prepared and end by `_exit`.

            ## Levels

            An error for allocation and streams; a warning for locks, `exit` and what else is known to be at fault; a note for functions that
            are only not in the list, for what is reached only where an error ends the process, for a leap by `longjmp`, and for handlers of signals that tell of a crash, as `SIGSEGV`, where the process
            is about to end anyway.

            ## What is not reported

            Threads that take signals by `sigwait` or `signalfd`; calls that the handler reaches only with signals that it is not registered for;
            functions that are not seen. Of several ways to one function in a handler the first is told.

            ## On request

            `--notes errno` notes handlers that come back with `errno` changed: what they interrupted may be about to ask it. `--notes unknown` notes
            functions that are not seen, here and in forked children. `--notes sig-atomic` notes objects of static storage duration that a handler shares with what it
            interrupts and that are neither `volatile sig_atomic_t` nor atomic (C11 7.14.1.1p5): the handler writes what the program reads or
            writes once the handler is there, or reads what the program writes then. What only handlers of one signal use, what is set before the
            handler is registered, what is touched only where an error ends the process, `const` and thread-local objects, and handlers of crashes are not noted. That the signal is blocked meanwhile is
            not seen.
            """,
        DefaultLevel = Level.Warning,
        Precision = Precision.High,
        Cwe = [479, 828],
        Cert = ["SIG30-C"],
        Tags = ["signal"],
        Since = "0.1",
    };

    public override IEnumerable<Finding> Check(ProgramFacts program)
    {
        foreach (IGrouping<int, SignalHandler> handler in SignalHandlers.ByFunction(program))
        {
            foreach (Finding finding in Check(program, program.Functions[handler.Key], [.. handler]))
            {
                yield return finding;
            }
        }
    }

    private static IEnumerable<Finding> Check(ProgramFacts program, FunctionFacts function, SignalHandler[] registrations)
    {
        string name = function.Function.Name;
        if (function.ChangesErrno is { } step && registrations.FirstOrDefault(handler => !SignalHandlers.IsCrash(handler.Signal)) is { } any)
        {
            yield return Errno(function, step, any);
        }

        foreach (Finding finding in HandlerObjectNotes.Of(Rule, program, function, registrations))
        {
            yield return finding;
        }

        IEnumerable<UnsafeCall> calls = function.UnsafeCalls
            .Where(call => call is { IsInChild: false, IsObject: false, Kind: not UnsafeKind.Fork })
            .GroupBy(call => call.Span).Select(group => group.OrderByDescending(call => LevelOf(call)).ThenBy(call => call.Kind).First())
            .OrderBy(call => call.IsDying).ThenBy(call => call.Span).DistinctBy(call => (call.Kind, call.Callee, call.Lock));
        foreach (UnsafeCall call in calls)
        {
            if (SignalHandlers.Reaching(call, registrations) is not { } registration)
            {
                continue;
            }

            yield return new Finding(Rule, call.Span, $"{What(call, program)} in '{name}', a [signal handler](1).{Advice(call)}")
            {
                Function = name,
                Level = SignalHandlers.IsCrash(registration.Signal) ? Level.Note : LevelOf(call),
                CodeFlow = SignalHandlers.Flow(registration, call, name),
                RelatedLocations = Flows.Related(registration.Step.Span, "registered here"),
                Fixes = ForkTexts.ExitFix(call.Span, call.IsDirect ? call.Called : "", "") is { } fix ? [fix] : [],
                FingerprintParts = [call.Called],
            };
        }
    }

    private static Finding Errno(FunctionFacts function, TraceStep step, SignalHandler registration) =>
        new(Rule, step.Span, $"'{function.Function.Name}', a [signal handler](1), comes back with errno changed under what it interrupted. Save errno first, and put it back at the end.")
        {
            Function = function.Function.Name,
            Level = Level.Note,
            CodeFlow = Flows.Of([registration.Step, step with { Kinds = step.Kinds | FlowStepKinds.Defect }]),
            RelatedLocations = Flows.Related(registration.Step.Span, "registered here"),
            FingerprintParts = ["errno"],
        };

    private static Level LevelOf(UnsafeCall call) => call.Kind switch
    {
        _ when call.IsDying => Level.Note,
        UnsafeKind.Allocation or UnsafeKind.Stdio => Level.Error,
        UnsafeKind.OwnLock or UnsafeKind.LibraryLock or UnsafeKind.Exit => Level.Warning,
        _ => Level.Note,
    };

    private static string What(UnsafeCall call, ProgramFacts program)
    {
        string by = call.Called == call.Callee ? $"'{call.Called}'" : $"'{call.Called}' by '{call.Callee}'";
        return call.Kind switch
        {
            UnsafeKind.Allocation => $"{by} allocates or releases memory",
            UnsafeKind.Stdio => $"{by} works on streams",
            UnsafeKind.OwnLock => $"{by} takes {(call.Lock.IsKnown ? $"the lock '{call.Lock}'" : "a lock")}, which the interrupted thread may hold,",
            UnsafeKind.LibraryLock => $"{by} takes a lock of the C library, which the interrupted thread may hold,",
            UnsafeKind.Exit => $"{by} flushes streams and runs exit handlers",
            UnsafeKind.Unknown => $"{by}, of which nothing is known, is called",
            UnsafeKind.Jump => $"{by} leaves what was interrupted half done",
            _ => $"{by}, which is not async-signal-safe by {ForkTexts.Year(program.Profile)}, is called",
        };
    }

    private static string Advice(UnsafeCall call) => call.Kind switch
    {
        UnsafeKind.Exit => " End by '_exit', or set a flag.",
        UnsafeKind.Allocation or UnsafeKind.OwnLock or UnsafeKind.LibraryLock => " Set a flag, and do it where the program waits for events.",
        UnsafeKind.Stdio => " Use 'write', or set a flag.",
        _ => "",
    };
}
