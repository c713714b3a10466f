using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Cleak.EndToEnd.RandomPrograms;

/// <summary>Makes a program out of templates: the same seed gives the same program on every machine.</summary>
public sealed partial class ProgramGenerator
{
    private const int MaxDepth = 3;

    private readonly Random random;
    private readonly Dictionary<string, ProgramFunction> helpers = [];
    private readonly List<LocalVariable> variables = [];
    private readonly List<(string Variable, string Statement)> atLabel = [];

    /// <summary>Exits jump to one label that ends all holds, in place of ending those that are open.</summary>
    private readonly bool usesGoto;

    /// <summary>How often an exit forgets a hold, in a hundred.</summary>
    private readonly int slips;

    private int budget;

    private ProgramGenerator(int seed)
    {
        random = new Random(seed);
        usesGoto = random.Next(4) == 0;
        slips = Pick(0, 0, 5, 20);
        budget = random.Next(1, 6);
    }

    public static RandomProgram Generate(int seed)
    {
        var generator = new ProgramGenerator(seed);
        var program = new RandomProgram(seed, generator.Functions());
        for (int mutations = generator.Pick(0, 0, 0, 1, 1, 2); mutations > 0; mutations--)
            program = Mutation.Of(program, generator.random);
        return program;
    }

    private ImmutableArray<ProgramFunction> Functions()
    {
        List<Statement> body = [];
        while (budget > 0)
            body.AddRange(Body(0, []));
        List<Statement> end = [];
        AddEnd(body, end, "kept@", "free(kept@);");
        AddEnd(body, end, "spare@", "free(spare@);");
        AddEnd(body, end, "chain@", "clear@(&chain@);");
        if (usesGoto)
            end.InsertRange(0, [new Line("out:"), .. Enumerable.Reverse(atLabel).Select(hold => new Line(hold.Statement))]);
        body.AddRange(end.Select(statement => statement is Line line ? new Line(WithHelpers(line.Text)) : statement));
        body.Add(new Line("return sum;"));
        ImmutableArray<LocalVariable> all = [new("sum", "int sum = 0;"), .. variables];
        return [.. helpers.Values, new ProgramFunction("int scenario@(int a, int b, int c)", [.. body], all)];
    }

    /// <summary>What a variable that outlives the function holds at its end is kept, released, or lost.</summary>
    private void AddEnd(List<Statement> body, List<Statement> end, string name, string release)
    {
        List<string> lines = [];
        body.ForEach(statement => statement.Print(lines, 0));
        if (!lines.Concat(helpers.Values.SelectMany(helper => helper.Print())).Any(line => line.Contains(name, StringComparison.Ordinal)))
            return;
        // Nobody knows what it held before: that is not this function's to release.
        body.Insert(0, new Line($"{name} = NULL;"));
        int fate = random.Next(4);
        if (fate < 2)
            end.Add(new Line(release));
        if (fate != 2)
            end.Add(new Line($"{name} = NULL;"));
    }

    private List<Statement> Body(int depth, ImmutableStack<(string Variable, string Statement)> holds)
    {
        budget--;
        string template = BodyTemplates.All[random.Next(BodyTemplates.All.Length)];
        return Expand(Snippet.Parse(Instance(template)), depth, ref holds);
    }

    /// <summary>Places, conditions and the like of one template; what depends on where a statement stands remains.</summary>
    private string Instance(string template)
    {
        Dictionary<string, string> chosen = [];
        return Placeholder().Replace(template, match =>
        {
            string name = match.Value;
            if (name is "$ALLOC")
                return Pick("malloc(8)", "calloc(1, 8)", "strdup(\"text\")", $"make@({Input()})");
            if (!chosen.TryGetValue(name, out string? value))
                chosen[name] = value = name[1] == 'C' ? Condition() : name[1] == 'A' ? Input() : Variable(name[1]);
            return value;
        });
    }

    private string Variable(char kind)
    {
        string name = char.ToLowerInvariant(kind) + variables.Count.ToString(CultureInfo.InvariantCulture);
        variables.Add(new(name, kind switch
        {
            'P' or 'Q' => $"char *{name} = NULL;",
            'N' or 'M' => $"struct node *{name} = NULL;",
            'X' => $"struct box *{name} = NULL;",
            'B' => $"struct box {name} = {{ 0 }};",
            'K' => $"struct counted *{name} = NULL;",
            'S' => $"char *{name}[3] = {{ 0 }};",
            _ => $"int {name} = 0;",
        }));
        return name;
    }

    private string Input() => Pick("a", "b", "c");

    private string Condition()
    {
        string simple = $"{Input()} {Pick("==", "!=", "<", ">", ">=")} {random.Next(4)}";
        return random.Next(8) switch
        {
            0 => $"({Input()} & 1) != 0",
            1 => $"{simple} && {Input()} {Pick("<", ">")} {random.Next(4)}",
            2 => $"{simple} || {Input()} == {random.Next(4)}",
            3 => $"{Input()} == {Input()}",
            _ => simple,
        };
    }

    private List<Statement> Expand(ImmutableArray<Statement> template, int depth, ref ImmutableStack<(string Variable, string Statement)> holds)
    {
        List<Statement> result = [];
        foreach (Statement statement in template)
        {
            if (statement is Nest nest)
            {
                ImmutableStack<(string, string)> inner = holds, other = holds;
                List<Statement> body = Expand(nest.Body, depth + 1, ref inner), otherwise = Expand(nest.Otherwise, depth + 1, ref other);
                result.Add(new Nest(WithHelpers(nest.Head), [.. body], [.. otherwise], nest.Tail));
                continue;
            }
            string text = ((Line)statement).Text;
            string[] words = text.Split(' ', 3);
            switch (words[0])
            {
                case "$HOLD":
                    (string, string) hold = (words[1].TrimEnd(':'), WithHelpers(words[2] + ";"));
                    holds = holds.Push(hold);
                    if (usesGoto)
                        atLabel.Add(hold);
                    break;
                case "$RELEASE" or "$MOVED":
                    holds = holds.Pop(out (string Variable, string Statement) ended);
                    result.AddRange(End(ended, isReleased: words[0] == "$RELEASE"));
                    break;
                case "$EXIT":
                    result.AddRange(Exit(holds));
                    break;
                case "$USE":
                    result.Add(new Line(WithHelpers(Use(words[1]))));
                    break;
                case "$BODY" when budget > 0 && depth < MaxDepth:
                    result.AddRange(Body(depth + 1, holds));
                    break;
                case "$BODY":
                    break;
                default:
                    result.Add(new Line(WithHelpers(text)));
                    break;
            }
        }
        return result;
    }

    private IEnumerable<Statement> End((string Variable, string Statement) hold, bool isReleased)
    {
        // With a label, what is still held is released there.
        if (usesGoto && isReleased && random.Next(2) == 0)
            yield break;
        if (isReleased)
            yield return new Line(hold.Statement);
        if (usesGoto && hold.Variable.Length > 0)
            yield return new Line($"{hold.Variable} = 0;");
    }

    private ImmutableArray<Statement> Exit(ImmutableStack<(string Variable, string Statement)> holds)
    {
        if (usesGoto)
            return Statement.Lines("sum = -1;", "goto out;");
        IEnumerable<Statement> ends = holds.Where(_ => random.Next(100) >= slips).Select(hold => new Line(hold.Statement));
        return [.. ends, new Line("return -1;")];
    }

    private string Use(string place) => random.Next(5) switch
    {
        0 => $"{place}[0] = 'x';",
        1 => $"{place}[1] = (char){Input()};",
        2 => $"memset({place}, 0, 2);",
        3 => $"touch@({place});",
        _ => $"{place}[0] = {place}[1] = 'y';",
    };

    /// <summary>Sees to it that the functions are there that a text calls.</summary>
    private string WithHelpers(string text)
    {
        foreach (Match match in HelperName().Matches(text))
        {
            if (!HelperTemplates.Variants.TryGetValue(match.Value, out ImmutableArray<string> variants) || helpers.ContainsKey(match.Value))
                continue;
            string variant = variants[random.Next(variants.Length)];
            WithHelpers(string.Join('\n', variant.Split('\n')[1..]));
            helpers.Add(match.Value, Snippet.ParseFunction(variant));
        }
        return text;
    }

    private T Pick<T>(params ReadOnlySpan<T> from) => from[random.Next(from.Length)];

    [GeneratedRegex(@"\$(?:ALLOC|[CA]\d?|[PQNMXBKSIFR])\b")]
    private static partial Regex Placeholder();

    [GeneratedRegex(@"\b[a-z_]+@")]
    private static partial Regex HelperName();
}
