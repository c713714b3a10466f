namespace Cleak.Analysis;

/// <summary>
/// Which of the states that are too many are merged: those that lose least by it. A merge forgets a thing that one side owns and the other does
/// not know or has dealt with; where that can be avoided, what is owned stays apart.
/// </summary>
internal static class MergeChoice
{
    private const int Owned = 8, Done = 6, Process = 2;

    /// <summary>The two states of one role whose merge costs least, the later ones first; none where all roles differ.</summary>
    public static (int Kept, int Gone) Pick(List<AbstractState> states)
    {
        (int Kept, int Gone) best = (-1, -1);
        int least = int.MaxValue;
        for (int j = states.Count - 1; j > 0; j--)
        {
            for (int i = j - 1; i >= 0; i--)
            {
                if (states[i].Role == states[j].Role && Cost(states[i], states[j], least) is var cost && cost < least)
                {
                    best = (i, j);
                    least = cost;
                    if (cost == 0)
                    {
                        return best;
                    }
                }
            }
        }

        return best;
    }

    /// <summary>The state among some that loses least where another one is merged into it; null where all roles differ.</summary>
    public static AbstractState? Nearest(List<AbstractState> states, AbstractState other) =>
        Nearest(states, states.Count, other) is >= 0 and var at ? states[at] : null;

    /// <summary>The same among the first so many, by index; -1 where all roles differ.</summary>
    public static int Nearest(List<AbstractState> states, int count, AbstractState other)
    {
        int best = -1, least = int.MaxValue;
        for (int i = 0; i < count; i++)
        {
            if (states[i].Role == other.Role && Cost(states[i], other, least) is var cost && cost < least)
            {
                best = i;
                least = cost;
            }
        }

        return best;
    }

    private static int Cost(AbstractState one, AbstractState other, int most)
    {
        int cost = one.RoleFork != other.RoleFork || ((one.RoleFlags ^ other.RoleFlags) & RoleFlags.Parent) != 0 ? Process : 0;
        for (int i = 0; i < one.ResourceCount && cost < most; i++)
        {
            int at = other.FindResource(one.Resources[i].Term);
            if (at < 0 || other.Resources[at].State != one.Resources[i].State)
            {
                cost += Weight(one.Resources[i]) + (at < 0 ? 0 : Weight(other.Resources[at]));
            }
        }

        for (int i = 0; i < other.ResourceCount && cost < most; i++)
        {
            if (one.FindResource(other.Resources[i].Term) < 0)
            {
                cost += Weight(other.Resources[i]);
            }
        }

        return cost;
    }

    /// <summary>What is forgotten with the state of a thing.</summary>
    private static int Weight(in Resource resource) =>
        resource.Has(ResourceFlags.Imprecise) || resource.State is ResourceState.Escaped or ResourceState.Lost ? 0
        : resource.State == ResourceState.Live && resource.Acquired >= 0 ? Owned : Done;
}
