using Cleak.Analysis;
using Cleak.Findings;

namespace Cleak.Rules;

/// <summary>Reports forks in signal handlers.</summary>
public sealed class ForkInSignalHandler() : Rule(Rule)
{
    private static readonly RuleDescriptor Rule = new()
    {
        Id = "CK2003",
        Name = "ForkInSignalHandler",
        Title = "Fork in a signal handler",
        ShortDescription = "A signal handler forks, and the fork or its child is not safe there.",
        Explanation = """
            `fork` runs the handlers of `pthread_atfork` and takes the locks of the C library's allocator and streams, one of which the interrupted
            thread may hold: then the process waits for itself. POSIX.1-2024 took `fork` out of the list of async-signal-safe functions for that
            reason and put `_Fork` in. And whatever its child does, it does in the middle of what was interrupted: it must call only
            async-signal-safe functions, in a process without threads, too.

            ## Example

            ```c
            static void on_alarm(int signal)
            {
                if (fork() == 0) {
                    char *image = malloc(SIZE);       /* the signal may have come inside malloc */
                    …
                }
            }
            ```

            ## What to do

            Set a flag or write into a pipe in the handler, and fork where the program waits for events.

            ## Levels

            A warning where the process can have threads, has `pthread_atfork` handlers, or where the child calls what is not
            async-signal-safe; else a note.

            ## What is not reported

            With `--posix 2017`, and for `_Fork`: handlers whose child calls only what is async-signal-safe, in programs without
            `pthread_atfork`.
            """,
        DefaultLevel = Level.Warning,
        Precision = Precision.High,
        Cwe = [479, 828],
        Cert = ["SIG30-C"],
        Tags = ["fork", "signal"],
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
        int id = function.Function.Id;
        foreach (UnsafeCall call in function.UnsafeCalls.Where(call => call.Kind == UnsafeKind.Fork).DistinctBy(call => call.Called))
        {
            Cleak.Ir.SourceSpan place = ForkTexts.Innermost(call.Step).Span;
            bool isChildUnsafe = program.Functions.SelectMany(other => other.Forks).Any(fork => (fork.Span == place || fork.Span == call.Span) && fork.IsUnsafe);
            bool hasHandlers = program.Handlers.Exist(id) && !call.IsForeign;
            bool isListed = call.IsForeign || program.Profile.Edition == PosixEdition.Posix2017;
            if (SignalHandlers.Reaching(call, registrations) is not { } registration || (isListed && !isChildUnsafe && !hasHandlers))
            {
                continue;
            }

            bool besideThreads = program.Presence.HasThreads(id);
            string why = isChildUnsafe ? ", and its child calls what is not async-signal-safe"
                : hasHandlers ? ", and runs the handlers of 'pthread_atfork'"
                : $", and is not async-signal-safe by {ForkTexts.Year(program.Profile)}";
            yield return new Finding(Rule, call.Span, $"'{call.Called}' forks in '{function.Function.Name}', a [signal handler](1){why}. Set a flag, and fork where the program waits for events.")
            {
                Function = function.Function.Name,
                Level = isChildUnsafe || hasHandlers || besideThreads ? Level.Warning : Level.Note,
                CodeFlow = SignalHandlers.Flow(registration, call, function.Function.Name),
                RelatedLocations = Flows.Related(registration.Step.Span, "registered here"),
                FingerprintParts = [call.Called],
            };
        }
    }
}
