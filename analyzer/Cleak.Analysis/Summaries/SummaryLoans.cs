using System.Collections.Immutable;

namespace Cleak.Analysis;

/// <summary>The part of a summary's case that says what threads may still use of the caller's.</summary>
internal static class SummaryLoans
{
    /// <summary>What the caller gave and a thread has got, and with it the thread if the caller gets hold of that.</summary>
    public static ImmutableArray<SummaryLoan> Of(AbstractState state, ImmutableArray<SummaryResource>.Builder resources, TermExporter exporter, AnalysisContext context, DefectRecorder recorder)
    {
        if (state.Lent.Count == 0)
        {
            return [];
        }

        var loans = ImmutableArray.CreateBuilder<SummaryLoan>();
        for (int i = 0; i < state.Lent.Count; i++)
        {
            LentAddress lent = state.Lent[i];
            if (!lent.IsDirect || !context.Terms.IsInterface(lent.Argument.Term) || context.Terms[lent.Object].IsObjectAddress || recorder.Step(context.History[lent.Event]) is not { } step)
            {
                continue;
            }

            int thread = lent.Thread > 0 && exporter.IsExported(lent.Thread) ? exporter.Export(lent.Thread) : -1;
            bool isGiven = resources.Any(resource => resource.IsNew && resource.Term == thread);
            loans.Add(new SummaryLoan(exporter.Export(lent.Argument), isGiven ? thread : -1, lent.Routine, step));
        }

        return loans.ToImmutable();
    }
}
