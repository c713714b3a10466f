using Cleak.Ir;

namespace Cleak.Analysis;

/// <summary>
/// Copies of functions that are made for a callback (<see cref="CallbackCopies"/>), where the callback runs in a child: what is wrong with that is
/// said where the callback is named, not in the function that all callers share.
/// </summary>
internal static class Callbacks
{
    /// <summary>The call goes through a parameter that the copy is bound to.</summary>
    public static bool IsBoundCall(AnalysisContext context, int number) =>
        !context.Code.Linked.Bindings.IsDefault && context.Code.Instruction(number) is CallInstruction { DirectCallee: null };

    /// <summary>The fork whose child a path is; null for what is none, and for the child of vfork.</summary>
    public static TraceStep? Fork(AnalysisContext context, AbstractState state, DefectRecorder recorder) =>
        state.Role == ProcessRole.ForkChild ? recorder.Step(context.History[state.RoleEvent]) : null;

    /// <summary>A copy calls another one with a callback that it was itself made for.</summary>
    public static bool PassesOn(AnalysisContext context, int callee)
    {
        LinkedFunction caller = context.Code.Linked, target = context.Program.Functions[callee];
        if (caller.Bindings.IsDefault || target.Bindings.IsDefault)
        {
            return false;
        }

        foreach (int bound in target.Bindings)
        {
            if (bound != LinkedFunction.Unbound && caller.Bindings.Contains(bound))
            {
                return true;
            }
        }

        return false;
    }
}
