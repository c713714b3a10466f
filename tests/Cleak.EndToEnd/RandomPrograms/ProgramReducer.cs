using System.Collections.Immutable;

namespace Cleak.EndToEnd.RandomPrograms;

/// <summary>
/// Takes out of a program what its disagreement does not need: statement by statement, many attempts at a time (delta debugging:
/// Zeller and Hildebrandt, IEEE TSE 28(2), 2002, on a tree).
/// </summary>
public sealed class ProgramReducer
{
    private readonly Disagreement kept;
    private readonly bool mayCrash;

    private ProgramReducer(Trial trial, Disagreement kept)
    {
        this.kept = kept;
        mayCrash = trial.Crashes > 0;
        Best = trial;
    }

    public Trial Best { get; private set; }

    /// <summary>The smallest trial found for each of the disagreements; all are worked on at once, because files are dear and programs cheap.</summary>
    public static async Task<ImmutableArray<Trial>> ReduceAsync(IEnumerable<(Trial Trial, Disagreement Kept)> disagreements)
    {
        ImmutableArray<ProgramReducer> all = [.. disagreements.Select(item => new ProgramReducer(item.Trial, item.Kept))];
        for (ImmutableArray<ProgramReducer> open = all; !open.IsEmpty;)
        {
            ImmutableArray<(ProgramReducer Reducer, ImmutableArray<Func<RandomProgram, RandomProgram>> Edits)> attempts = [.. open.Select(reducer => (reducer, Edits(reducer.Best.Program)))];
            ILookup<ProgramReducer, (Trial Trial, int Index)> singles = await KeptAsync(attempts.SelectMany(attempt => attempt.Edits.Select((edit, index) => (attempt.Reducer, edit(attempt.Reducer.Best.Program), index))));
            ILookup<ProgramReducer, (Trial Trial, int Index)> joint = await KeptAsync(attempts.SelectMany(attempt => Joint(attempt.Reducer, attempt.Edits, [.. singles[attempt.Reducer].OrderBy(kept => kept.Trial.Program.Size).Select(kept => kept.Index)])));
            open = [.. open.Where(reducer => reducer.Take([.. singles[reducer], .. joint[reducer]]))];
        }
        return [.. all.Select(reducer => reducer.Best)];
    }

    /// <summary>Those that still disagree, for each reducer.</summary>
    private static async Task<ILookup<ProgramReducer, (Trial Trial, int Index)>> KeptAsync(IEnumerable<(ProgramReducer Reducer, RandomProgram Program, int Index)> attempts)
    {
        var all = attempts.Select((attempt, number) => (attempt.Reducer, Program: attempt.Program with { Seed = number }, attempt.Index)).ToArray();
        List<(ProgramReducer Reducer, Trial Trial, int Index)> kept = [];
        await foreach (Trial trial in TrialBatch.RunAllAsync(all.Select(attempt => attempt.Program)))
        {
            (ProgramReducer reducer, _, int index) = all[trial.Program.Seed];
            if (reducer.IsKept(trial))
                kept.Add((reducer, trial with { Program = trial.Program with { Seed = reducer.Best.Program.Seed } }, index));
        }
        return kept.ToLookup(item => item.Reducer, item => (item.Trial, item.Index));
    }

    /// <summary>What can be taken out alone can often be taken out together.</summary>
    private static IEnumerable<(ProgramReducer Reducer, RandomProgram Program, int Index)> Joint(
        ProgramReducer reducer, ImmutableArray<Func<RandomProgram, RandomProgram>> edits, ImmutableArray<int> good)
    {
        for (int count = good.Length; count > 1; count = count * 2 / 3)
            yield return (reducer, good[..count].Aggregate(reducer.Best.Program, (program, index) => edits[index](program)), 0);
    }

    /// <summary>The disagreement must stay at its statement: a program is easily reduced to another that also has one.</summary>
    private bool IsKept(Trial trial) =>
        !trial.IsEndless && (mayCrash || trial.Crashes == 0)
        && TrialJudge.Disagreements(trial).Any(disagreement => disagreement.Kind == kept.Kind && disagreement.Statement == kept.Statement);

    private bool Take(IReadOnlyList<(Trial Trial, int Index)> attempts)
    {
        Trial? smallest = attempts.Select(item => item.Trial).MinBy(trial => trial.Program.Size);
        if (smallest is null || smallest.Program.Size >= Best.Program.Size)
            return false;
        Best = smallest;
        return true;
    }

    private static ImmutableArray<Func<RandomProgram, RandomProgram>> Edits(RandomProgram program) =>
    [
        .. ProgramEdit.Statements(program).SelectMany(statement => Smaller(statement)
            .Select(smaller => (Func<RandomProgram, RandomProgram>)(from => ProgramEdit.WithoutUnused(ProgramEdit.Replace(from, statement, smaller))))),
    ];

    private static IEnumerable<ImmutableArray<Statement>> Smaller(Statement statement)
    {
        yield return [];
        if (statement is not Nest nest)
            yield break;
        if (!nest.Otherwise.IsEmpty)
        {
            yield return [nest with { Otherwise = [] }];
            yield return nest.Otherwise;
        }
        if (!ProgramEdit.IsBoundToLoop(nest))
            yield return nest.Body;
    }
}
