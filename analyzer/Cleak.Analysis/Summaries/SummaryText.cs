using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Cleak.Ir;

namespace Cleak.Analysis;

/// <summary>A summary as text: for <c>cleak dump summary</c> and tests.</summary>
internal static class SummaryText
{
    public static string Print(FunctionSummary summary)
    {
        var text = new StringBuilder();
        if (summary.Cases.IsEmpty)
        {
            text.Append("  does not return\n");
        }

        for (int i = 0; i < summary.Cases.Length; i++)
        {
            SummaryCase c = summary.Cases[i];
            text.Append(CultureInfo.InvariantCulture, $"  case {i}: returns {Value(summary, c.Result)}\n");
            foreach ((int term, Fact fact) in c.Conditions)
            {
                text.Append(CultureInfo.InvariantCulture, $"    if {Term(summary, term)} in {Range(fact)}\n");
            }

            foreach (ImmutableArray<(int Term, Fact Fact)> way in c.Alternatives)
            {
                text.Append(CultureInfo.InvariantCulture, $"    or if {string.Join(" and ", way.Select(one => $"{Term(summary, one.Term)} in {Range(one.Fact)}"))}\n");
            }

            foreach (SummaryResource resource in c.Resources)
            {
                string what = resource.IsNew ? "acquires" : resource.State switch
                {
                    ResourceState.Released => "releases",
                    ResourceState.Moved => "reallocs",
                    ResourceState.Detached => "detaches",
                    ResourceState.Escaped => "keeps",
                    ResourceState.Foreign => "fails to realloc",
                    _ => resource.State.ToString(),
                };
                text.Append(CultureInfo.InvariantCulture, $"    {what} {resource.Kind.ToString().ToLowerInvariant()} {Term(summary, resource.Term)}\n");
            }

            foreach (int kept in summary.Outcomes.Kept)
            {
                text.Append(CultureInfo.InvariantCulture, $"    keeps heap {Term(summary, kept)}\n");
            }

            foreach (int havoc in c.Havocs)
            {
                text.Append(CultureInfo.InvariantCulture, $"    writes *{Term(summary, havoc)}\n");
            }

            foreach (SummaryWrite write in c.Writes)
            {
                text.Append(CultureInfo.InvariantCulture, $"    {Term(summary, write.Address)}[{write.Offset}] = {Value(summary, write.Value)}\n");
            }

            foreach ((int term, _) in c.Uses)
            {
                text.Append(CultureInfo.InvariantCulture, $"    uses {Term(summary, term)}\n");
            }

            foreach (SummaryLoan loan in c.Lent)
            {
                text.Append(CultureInfo.InvariantCulture, $"    gives {Value(summary, loan.Argument)} to a thread\n");
            }

            text.Append(c.Role != ProcessRole.Main ? "    in a forked child\n" : "").Append(c.HavocsGlobals ? "    writes globals\n" : "");
        }

        foreach (int source in summary.CopiedContents)
        {
            text.Append(CultureInfo.InvariantCulture, $"  copies *{Term(summary, source)}\n");
        }

        foreach (int kept in summary.KeptHandles)
        {
            text.Append(CultureInfo.InvariantCulture, $"  may keep number {Term(summary, kept)}\n");
        }

        foreach (SummaryUnsafeCall call in summary.UnsafeCalls)
        {
            text.Append(CultureInfo.InvariantCulture, $"  may call {call.Callee} ({call.Kind})");
            text.Append(string.Concat(call.Conditions.Select((condition, i) => $"{(i == 0 ? " if " : " and ")}{Term(summary, condition.Term)} in {Range(condition.Fact)}"))).Append('\n');
        }

        foreach (SummaryCallThrough call in summary.CallsThrough)
        {
            text.Append(CultureInfo.InvariantCulture, $"  calls {Term(summary, call.Term)}{(call.Fork is null ? "" : " in a forked child")}\n");
        }

        foreach (SummaryHandler handler in summary.Handlers)
        {
            text.Append(CultureInfo.InvariantCulture, $"  registers {Term(summary, handler.Handler)} for signal {Value(summary, handler.Signal)}\n");
        }

        return text.Append(summary.IsIncomplete ? "  incomplete\n" : "").ToString();
    }

    private static string Value(FunctionSummary summary, Value value) =>
        value.IsConstant ? value.Offset.ToString(CultureInfo.InvariantCulture)
        : value.IsTerm ? Term(summary, value.Term) + (value.Offset == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"{value.Offset:+0;-0}"))
        : "unknown";

    private static string Term(FunctionSummary summary, int id)
    {
        Term term = summary.Terms[id];
        return term.Kind switch
        {
            TermKind.WideConstant => term.Low.ToString(CultureInfo.InvariantCulture),
            TermKind.Parameter => term.A == TermTable.ResultParameter ? "result" : term.A == TermTable.ErrnoParameter ? "errno" : string.Create(CultureInfo.InvariantCulture, $"arg{term.A}"),
            TermKind.Content => string.Create(CultureInfo.InvariantCulture, $"{Term(summary, term.A)}[{term.B}]"),
            TermKind.GlobalAddress => string.Create(CultureInfo.InvariantCulture, $"&global{term.A}"),
            TermKind.FunctionAddress => string.Create(CultureInfo.InvariantCulture, $"&function{term.A}"),
            TermKind.StringAddress => "&string",
            TermKind.Acquired => string.Create(CultureInfo.InvariantCulture, $"new{id}"),
            TermKind.Element => string.Create(CultureInfo.InvariantCulture, $"({Value(summary, term.Left)} + {Value(summary, term.Right)} * {term.C})"),
            TermKind.Unary => (term.Unary switch { UnaryOperator.Negate => "-", UnaryOperator.Complement => "~", _ => "!" }) + Value(summary, term.Left),
            TermKind.Binary => $"({Value(summary, term.Left)} {term.Binary} {Value(summary, term.Right)})",
            TermKind.Cast => Value(summary, term.Left),
            _ => string.Create(CultureInfo.InvariantCulture, $"unknown{id}"),
        };
    }

    private static string Range(Fact fact) => fact.IsFew ? StateText.Few(fact) :
        (fact.IsConstant ? fact.Low.ToString(CultureInfo.InvariantCulture) : $"[{(fact.Low == long.MinValue ? "-" : fact.Low)}, {(fact.High == long.MaxValue ? "-" : fact.High)}]")
        + string.Concat(Enumerable.Range(0, fact.Holes).Select(i => $" not {fact.Hole(i)}"));
}
