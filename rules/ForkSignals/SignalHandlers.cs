using Cleak.Analysis;
using Cleak.Findings;

namespace Cleak.Rules;

/// <summary>Handlers of the program, each with all of its registrations.</summary>
internal static class SignalHandlers
{
    public static IEnumerable<IGrouping<int, SignalHandler>> ByFunction(ProgramFacts program) =>
        program.Functions.SelectMany(function => function.Handlers).GroupBy(handler => handler.Function).OrderBy(group => group.Key);

    /// <summary>The first registration for a signal with which a call is reached; null for none.</summary>
    public static SignalHandler? Reaching(UnsafeCall call, IEnumerable<SignalHandler> registrations) =>
        registrations.FirstOrDefault(handler => !IsCrash(handler.Signal) && call.IsReachedWith(handler.Signal)) ?? registrations.FirstOrDefault(handler => call.IsReachedWith(handler.Signal));

    /// <summary>The process is about to end: SIGILL, SIGTRAP, SIGABRT, SIGBUS, SIGFPE, SIGSEGV, SIGSYS (Linux on most processors, signal(7)).</summary>
    public static bool IsCrash(long? signal) => signal is 4 or 5 or 6 or 7 or 8 or 11 or 31;

    /// <summary>The flow of a call in a handler: registered, then whenever the signal comes.</summary>
    public static CodeFlow Flow(SignalHandler registration, UnsafeCall call, string handler) =>
        Flows.Of([registration.Step, TraceStep.Here(call.Span, handler, $"'{handler}' runs whenever the signal comes", FlowStepKinds.Signal), call.Step with { Kinds = call.Step.Kinds | FlowStepKinds.Defect }]);
}
