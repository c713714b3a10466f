using System.Collections.Immutable;

namespace Cleak.Analysis;

/// <summary>
/// What a library function does to memory and resources: the hand-written summary of what has no body. What a model does not
/// say does not happen: arguments are read, nothing is kept, nothing is written. <see cref="Arguments"/> and <see cref="Result"/>
/// are whole without <see cref="Behavior"/>, which only says it more exactly.
/// </summary>
public sealed record FunctionModel(string Name)
{
    /// <summary>Functions with an effect of their own in the transfer function.</summary>
    public Behavior Behavior { get; init; }

    /// <summary>Arguments, from 0, that the behaviour is about, in the order it names them.</summary>
    public ImmutableArray<int> Operands { get; init; } = [];

    public ResultModel Result { get; init; } = ResultModel.Unknown;

    public ImmutableArray<ArgumentModel> Arguments { get; init; } = [];

    public CallTraits Traits { get; init; }

    /// <summary>What POSIX promises in a signal handler or forked child.</summary>
    public SignalSafety Safety { get; init; }

    public bool Has(CallTraits trait) => (Traits & trait) != 0;

    /// <summary>What happens to one argument; null where it is only read. Answers for variable arguments too.</summary>
    public ArgumentModel? Argument(int index)
    {
        foreach (var argument in Arguments)
        {
            if (argument.Index == index || (argument.AndFollowing && argument.Index < index))
            {
                return argument;
            }
        }

        return null;
    }
}
