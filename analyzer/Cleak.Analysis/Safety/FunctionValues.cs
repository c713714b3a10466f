using Cleak.Ir;

namespace Cleak.Analysis;

/// <summary>Which functions of the program a value may be the address of.</summary>
internal static class FunctionValues
{
    /// <summary>Adds the function itself, or all that a table holds in the place that was read, where nothing but its initialiser is known of it.</summary>
    public static void Collect(AnalysisContext context, Value value, ICollection<int> found)
    {
        if (!value.IsTerm || value.Offset != 0)
        {
            return;
        }

        ref readonly Term term = ref context.Terms[value.Term];
        if (term.Kind == TermKind.FunctionAddress && term.A >= 0)
        {
            found.Add(term.A);
        }
        else if (term.Kind == TermKind.Content && context.Terms[context.Terms.Object(term.A)] is { Kind: TermKind.GlobalAddress } table)
        {
            AddTable(context, table.A, context.Terms[term.A], term.B, found);
        }
    }

    private static void AddTable(AnalysisContext context, int variable, in Term holder, int offset, ICollection<int> found)
    {
        LinkedVariable table = context.Program.Variables[variable];
        if (!(table.Symbol.IsConst || table.Symbol.Linkage == Linkage.Internal) || table.Definition is null || table.Unit is null)
        {
            return;
        }

        // An element of an array of records: only the field that is read counts.
        int stride = holder.Kind == TermKind.Element ? Math.Max(holder.C, 1) : 0;
        int unit = context.Program.Units.IndexOf(table.Unit);
        foreach (Initializer initializer in table.Definition.Initializers)
        {
            bool isRead = stride == 0 ? initializer.Offset == offset : (initializer.Offset - offset) % stride == 0;
            if (isRead && DefectRecorder.Stripped(initializer.Value) is SymbolAddressExpression { Symbol.Kind: SymbolKind.Function } function && context.Program.Function(unit, function.Symbol) is { } target)
            {
                found.Add(target.Id);
            }
        }
    }
}
