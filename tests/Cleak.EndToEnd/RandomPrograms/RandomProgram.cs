using System.Collections.Immutable;
using System.Globalization;

namespace Cleak.EndToEnd.RandomPrograms;

/// <summary>
/// A generated program: helper functions, and last the function that is run with all small inputs. Many of them share a file; each
/// has its own names there.
/// </summary>
public sealed record RandomProgram(int Seed, ImmutableArray<ProgramFunction> Functions)
{
    /// <summary>What all programs of a file share.</summary>
    public static ImmutableArray<string> Prelude { get; } =
    [
        "#include <stdlib.h>",
        "#include <string.h>",
        "",
        "struct node { struct node *next; char *name; int value; };",
        "struct box { char *text; char *extra; int size; };",
        "struct counted { int references; char *text; };",
        "",
    ];

    private static readonly ImmutableArray<(string Name, string Declaration)> Variables =
    [
        ("kept@", "static char *kept@;"),
        ("spare@", "static char *spare@;"),
        ("chain@", "static struct node *chain@;"),
        ("shared@", "static char shared@[16];"),
    ];

    /// <summary>Statements, for a measure of how small it is.</summary>
    public int Size => PrintBody().Count;

    public bool Mentions(string name) => Functions.Any(function =>
        function.Name != name && function.Print().Any(line => line.Contains(name, StringComparison.Ordinal)));

    /// <summary>Its lines, with its own names, without what all share.</summary>
    public ImmutableArray<string> Print(int number) => [.. PrintBody().Select(line => Named(line, number))];

    /// <summary>The entry of the table that trial.c runs; only there is it known what outlives a run.</summary>
    public string Entry(int number)
    {
        IEnumerable<string> roots = UsedVariables().Where(variable => variable.Name != "shared@").Select(variable => "&" + Named(variable.Name, number));
        return string.Create(CultureInfo.InvariantCulture, $"    {{ {number}, scenario_{number}, {{ {string.Join(", ", roots.DefaultIfEmpty("0"))} }} }},");
    }

    private List<string> PrintBody()
    {
        List<string> lines = [.. UsedVariables().Select(variable => variable.Declaration)];
        foreach (ProgramFunction function in Functions)
            lines.AddRange(["", .. function.Print()]);
        return lines;
    }

    private IEnumerable<(string Name, string Declaration)> UsedVariables() => Variables.Where(variable => Mentions(variable.Name));

    private static string Named(string text, int number) => text.Replace("@", "_" + number.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);
}
