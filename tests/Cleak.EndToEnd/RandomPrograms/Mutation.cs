using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace Cleak.EndToEnd.RandomPrograms;

/// <summary>The slips of programmers: a statement too few, one too many, one too early, a condition turned round.</summary>
public static partial class Mutation
{
    public static RandomProgram Of(RandomProgram program, Random random)
    {
        Statement[] targets = [.. ProgramEdit.Statements(program).Where(MayChange)];
        if (targets.Length == 0)
            return program;
        Statement target = targets[random.Next(targets.Length)];
        return ProgramEdit.Replace(program, target, Changed(target, program, random));
    }

    private static ImmutableArray<Statement> Changed(Statement target, RandomProgram program, Random random)
    {
        int way = random.Next(4);
        if (target is Nest nest)
        {
            return way switch
            {
                0 => [],
                1 when nest.Head.StartsWith("if (", StringComparison.Ordinal) => [nest with { Head = $"if (!{nest.Head[3..]})" }],
                2 when !nest.Otherwise.IsEmpty => [nest with { Otherwise = [] }],
                _ when !ProgramEdit.IsBoundToLoop(nest) => nest.Body,
                _ => [],
            };
        }
        Line line = (Line)target;
        return way switch
        {
            0 => [line, line with { }],
            1 when OtherName(line, program, random) is { } other => [other],
            _ => [],
        };
    }

    /// <summary>The same with another variable of the same kind.</summary>
    private static Line? OtherName(Line line, RandomProgram program, Random random)
    {
        string[] names = [.. program.Functions[^1].Variables.Select(variable => variable.Name)];
        Match[] used = [.. Name().Matches(line.Text).Where(match => names.Contains(match.Value))];
        if (used.Length == 0)
            return null;
        string old = used[random.Next(used.Length)].Value;
        string[] others = [.. names.Where(name => name != old && SameKind(name[0], old[0]))];
        return others.Length == 0 ? null : new Line(Regex.Replace(line.Text, $@"\b{old}\b", others[random.Next(others.Length)]));
    }

    private static bool SameKind(char left, char right) => left == right || (left is 'p' or 'q' && right is 'p' or 'q') || (left is 'n' or 'm' && right is 'n' or 'm');

    private static bool MayChange(Statement statement) => statement is Nest || !IsFixed().IsMatch(((Line)statement).Text);

    /// <summary>Declarations, labels and jumps, without which a program does not compile or does not end.</summary>
    [GeneratedRegex(@"^(char|struct|int) |:$|^goto |^return|^case |\+\+;$|next;$")]
    private static partial Regex IsFixed();

    [GeneratedRegex(@"\b[a-z]\d+\b")]
    private static partial Regex Name();
}
