using System.Collections.Immutable;

namespace Cleak.EndToEnd.RandomPrograms;

/// <summary>Programs that differ from another in one statement.</summary>
public static class ProgramEdit
{
    /// <summary>All statements of a program, the outer ones before those in them.</summary>
    public static IEnumerable<Statement> Statements(RandomProgram program) => program.Functions.SelectMany(function => Within(function.Body));

    public static RandomProgram Replace(RandomProgram program, Statement target, params ImmutableArray<Statement> by) => program with
    {
        Functions = [.. program.Functions.Select(function => function with { Body = Replace(function.Body, target, by) })],
    };

    /// <summary>The same without helpers that nothing calls.</summary>
    public static RandomProgram WithoutUnused(RandomProgram program)
    {
        RandomProgram smaller = program with { Functions = [.. program.Functions.Where(function => function == program.Functions[^1] || program.Mentions(function.Name))] };
        return smaller.Functions.Length == program.Functions.Length ? program : WithoutUnused(smaller);
    }

    /// <summary>The body cannot stand without its loop: it leaves it.</summary>
    public static bool IsBoundToLoop(Nest nest) =>
        !nest.Head.StartsWith("if", StringComparison.Ordinal) && Within(nest.Body).OfType<Line>().Any(line => line.Text is "break;" or "continue;" || line.Text.StartsWith("case ", StringComparison.Ordinal));

    private static IEnumerable<Statement> Within(ImmutableArray<Statement> body)
    {
        foreach (Statement statement in body)
        {
            yield return statement;
            if (statement is not Nest nest)
                continue;
            foreach (Statement inner in Within(nest.Body).Concat(Within(nest.Otherwise)))
                yield return inner;
        }
    }

    // Two statements may say the same: the one that is meant is found by its identity, and what does not hold it stays what it is.
    private static ImmutableArray<Statement> Replace(ImmutableArray<Statement> body, Statement target, ImmutableArray<Statement> by)
    {
        for (int i = 0; i < body.Length; i++)
        {
            if (ReferenceEquals(body[i], target))
                return [.. body[..i], .. by, .. body[(i + 1)..]];
            if (body[i] is not Nest nest)
                continue;
            Nest changed = nest with { Body = Replace(nest.Body, target, by), Otherwise = Replace(nest.Otherwise, target, by) };
            if (changed.Body != nest.Body || changed.Otherwise != nest.Otherwise)
                return body.SetItem(i, changed);
        }
        return body;
    }
}
