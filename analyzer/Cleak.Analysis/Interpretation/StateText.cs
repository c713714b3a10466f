using System.Globalization;
using System.Text;
using Cleak.Ir;

namespace Cleak.Analysis;

/// <summary>States and values as text: for <c>cleak dump states</c>, for <c>CLEAK_REVEAL</c>, for tests.</summary>
internal static class StateText
{
    /// <summary>What a path knows of a value: <c>heap live non-null</c>, <c>0</c>, <c>[1, 10]</c>.</summary>
    public static string Describe(AnalysisContext context, PathCondition path, AbstractState state, Value value)
    {
        value = path.Resolve(state, value);
        if (value.IsUninitialized)
        {
            return "uninitialized";
        }

        if (context.Terms.TryConstant(value, out long constant))
        {
            return constant.ToString(CultureInfo.InvariantCulture);
        }

        if (!value.IsTerm)
        {
            return "unknown";
        }

        string text = "";
        int at = state.FindResource(value.Term);
        if (at >= 0)
        {
            text = $"{state.Resources[at].Kind} {state.Resources[at].State}".ToLowerInvariant();
        }

        ref readonly Term term = ref context.Terms[value.Term];
        if (term.IsObjectAddress)
        {
            return "&" + Term(context, value.Term)[1..] + (value.Offset == 0 ? "" : $"+{value.Offset}");
        }

        Fact range = path.Range(state, value);
        bool isPointer = at >= 0 && state.Resources[at].Kind == ResourceKind.Heap;
        string known = isPointer ? (range.Contains(0) ? "maybe-null" : "non-null") : Range(range);
        text = text.Length == 0 ? known : known.Length == 0 || (!isPointer && at >= 0) ? text : $"{text} {known}";
        return text + (at >= 0 && value.Offset != 0 ? $" +{value.Offset}" : "");
    }

    public static string Print(AnalysisContext context, AbstractState state)
    {
        var text = new StringBuilder();
        var lines = new List<string>();
        for (int i = 0; i < state.CellCount; i++)
        {
            Cell cell = context.Cells[state.CellIds[i]];
            string bits = cell.BitWidth > 0 ? $":{cell.BitStart}+{cell.BitWidth}" : "";
            lines.Add($"    [{Term(context, cell.Object)}+{cell.Offset}{bits}] = {Show(context, state.CellValues[i])}");
        }

        for (int i = 0; i < state.FactCount; i++)
        {
            lines.Add($"    {Term(context, state.FactTerms[i])} in {Range(context.Facts[state.FactIds[i]])}");
        }

        for (int i = 0; i < state.AliasCount; i++)
        {
            lines.Add($"    {Term(context, state.AliasTerms[i])} is {Show(context, state.AliasValues[i])}");
        }

        for (int i = 0; i < state.DefaultCount; i++)
        {
            lines.Add($"    {Term(context, state.DefaultTerms[i])} else {state.DefaultKinds[i]}{(state.DefaultStamps[i] > 0 ? $"@{state.DefaultStamps[i]}" : "")}");
        }

        for (int i = 0; i < state.ResourceCount; i++)
        {
            lines.Add($"    {Term(context, state.Resources[i].Term)}: {state.Resources[i].Kind} {state.Resources[i].State}{(state.Resources[i].Flags == ResourceFlags.None ? "" : $" ({state.Resources[i].Flags})")}");
        }

        lines.Sort(StringComparer.Ordinal);
        foreach (string line in lines)
        {
            text.Append(line).Append('\n');
        }

        if (state.Role != ProcessRole.Main)
        {
            text.Append("    role ").Append(state.Role).Append('\n');
        }

        return text.ToString();
    }

    public static string Show(AnalysisContext context, Value value)
    {
        if (context.Terms.TryConstant(value, out long constant))
        {
            return constant.ToString(CultureInfo.InvariantCulture);
        }

        return value.IsUninitialized ? "uninitialized" : !value.IsTerm ? "unknown" : Term(context, value.Term) + (value.Offset == 0 ? "" : $"{(value.Offset > 0 ? "+" : "")}{value.Offset}");
    }

    public static string Term(AnalysisContext context, int id)
    {
        Term term = context.Terms[id];
        return term.Kind switch
        {
            TermKind.WideConstant => term.Low.ToString(CultureInfo.InvariantCulture),
            TermKind.Parameter => term.A switch
            {
                TermTable.ResultParameter => "result",
                TermTable.ErrnoParameter => "errno",
                _ => context.Function.Locals[term.A].Name + "₀",
            },
            TermKind.Content => $"{Term(context, term.A)}[{term.B}]{(term.C > 0 ? $"@{term.C}" : "")}",
            TermKind.LocalAddress => "&" + IrPrinter.LocalName(context.Function, term.A),
            TermKind.GlobalAddress => "&" + context.Program.Variables[term.A].Symbol.Name,
            TermKind.FunctionAddress => "&" + (term.A >= 0 ? context.Program.Functions[term.A].Name : "external"),
            TermKind.StringAddress => $"&string{term.A}",
            TermKind.StackBlock => $"&stack@{term.A}{(term.B > 0 ? $"#{term.B}" : "")}",
            TermKind.Acquired => $"acquired@{term.A}{(term.C > 0 ? $".{term.C}" : "")}{(term.B > 0 ? $"#{term.B}" : "")}",
            TermKind.Fresh => $"fresh@{term.A}.{term.B}{(term.C > 0 ? $"#{term.C}" : "")}",
            TermKind.Merged => $"merged@b{term.A}.{term.B}",
            TermKind.Element => $"({Show(context, term.Left)}+{Show(context, term.Right)}*{term.C})",
            TermKind.Unary => (term.Unary switch { UnaryOperator.Negate => "-", UnaryOperator.Complement => "~", _ => "!" }) + Show(context, term.Left),
            TermKind.Binary => $"({Show(context, term.Left)} {term.Binary} {Show(context, term.Right)})",
            _ => $"({(term.C == 1 ? "s" : "u")}{term.Op * 8}){Show(context, term.Left)}",
        };
    }

    /// <summary>One of few values that lie apart.</summary>
    public static string Few(Fact fact)
    {
        Span<long> values = stackalloc long[8];
        return "{" + string.Join(", ", values[..fact.Values(values)].ToArray()) + "}";
    }

    private static string Range(Fact fact)
    {
        if (fact.IsFew)
        {
            return Few(fact);
        }

        string interval = fact.IsConstant ? fact.Low.ToString(CultureInfo.InvariantCulture)
            : $"[{(fact.Low == long.MinValue ? "-" : fact.Low)}, {(fact.High == long.MaxValue ? "-" : fact.High)}]";
        for (int i = 0; i < fact.Holes; i++)
        {
            interval += $" not {fact.Hole(i)}";
        }

        return interval;
    }
}
