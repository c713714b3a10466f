namespace Cleak.Analysis;

/// <summary>
/// Whether what sets up signals can fail as it is called: sigaction and signal fail with a number that is no signal or cannot be caught, the mask's
/// functions with a command that there is not (XSH sigaction, sigprocmask: EINVAL).
/// </summary>
internal sealed class SignalResults(AnalysisContext context, PathCondition path, ResourceTracker tracker)
{
    /// <summary>SIGKILL and SIGSTOP cannot be caught (Linux).</summary>
    private const long Kill = 9, Stop = 19;

    /// <summary>The last of the signals that have names, before the real-time ones, some of which the C library keeps for itself (Linux).</summary>
    private const long LastNamed = 31;

    /// <summary>SIG_BLOCK, SIG_UNBLOCK and SIG_SETMASK are numbered from 0 (Linux).</summary>
    private const long LastCommand = 2;

    /// <summary>The call cannot fail; or, with a number that is not known, it fails only where the number says so, which is assumed of the failing path.</summary>
    /// <param name="failed">The path on which it fails; null where there is none. Given its facts, not its result.</param>
    /// <returns>False where nothing is known: the path is left as it was.</returns>
    public bool TryPart(AbstractState state, in ModelCall call, out AbstractState? failed)
    {
        failed = null;
        (long low, long high) = call.Model.Behavior switch
        {
            Behavior.SignalAction or Behavior.SignalInstall => (1, LastNamed),
            Behavior.SignalMask => (0, LastCommand),
            _ => (1L, 0L),
        };
        if (low > high || call.Instruction.Temporary < 0)
        {
            return false;
        }

        Value number = path.Resolve(state, call.Operand(0));
        if (context.Terms.TryConstant(number, out long constant))
        {
            return constant >= low && constant <= high && (low == 0 || constant is not (Kill or Stop));
        }

        if (!number.IsTerm)
        {
            return false;
        }

        failed = context.Pool.Copy(state);
        if (!path.Bound(failed, number, high + 1, long.MaxValue))
        {
            context.Pool.Release(failed);
            failed = null;
        }

        return true;
    }

    /// <summary>The result of a call that did not fail.</summary>
    public Value Succeeded(AbstractState state, in ModelCall call) =>
        call.Model.Behavior == Behavior.SignalInstall ? tracker.FreshValue(state, call.Number, 1, 0, long.MaxValue) : Value.Zero;

    public Value Failed(in ModelCall call, Value told) => call.Model.Behavior == Behavior.SignalInstall ? context.Terms.Constant(-1) : told;
}
