using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace Cleak.EndToEnd.RandomPrograms;

/// <summary>A function of a generated program.</summary>
/// <param name="Signature">Up to the brace.</param>
/// <param name="Variables">Those declared at the top, as far as the body uses them.</param>
public sealed record ProgramFunction(string Signature, ImmutableArray<Statement> Body, ImmutableArray<LocalVariable> Variables)
{
    public ProgramFunction(string signature, ImmutableArray<Statement> body)
        : this(signature, body, [])
    {
    }

    /// <summary>The name with its <c>@</c>, by which the others call it.</summary>
    public string Name
    {
        get
        {
            int end = Signature.IndexOf('@', StringComparison.Ordinal);
            int start = end;
            while (start > 0 && (char.IsLetterOrDigit(Signature[start - 1]) || Signature[start - 1] == '_'))
                start--;
            return Signature[start..(end + 1)];
        }
    }

    public IReadOnlyList<string> Print()
    {
        List<string> body = [];
        foreach (Statement statement in Body)
            statement.Print(body, 1);
        return
        [
            Signature,
            "{",
            .. Variables.Where(variable => body.Any(line => Mentions(line, variable.Name))).Select(variable => "    " + variable.Declaration),
            .. body,
            "}",
        ];
    }

    private static bool Mentions(string line, string name) => Regex.IsMatch(line, $@"\b{name}\b");
}
