using Cleak.Ir;

namespace Cleak.Analysis;

/// <summary>
/// Objects that are initialised and destroyed where they are. What stood in a place at entry has a term of its own, so that a function
/// that destroys a member of what it is given can say so: a content of a width that no bytes have.
/// </summary>
internal static class InPlaceObjects
{
    /// <summary>Width by which the term is told from those of bytes.</summary>
    public const byte Width = 125;

    /// <summary>Offset of the term that stands for all that is in an object.</summary>
    private const int Anywhere = int.MinValue;

    private static readonly IrType Object = new() { Id = 0, Kind = TypeKind.Integer, Name = "object", Size = 8 };

    /// <summary>The resource in a place; no value where none is known to be there.</summary>
    public static Value Of(AnalysisContext context, PathCondition path, AbstractState state, Value place)
    {
        if (!place.IsTerm)
        {
            return Value.None;
        }

        int at = state.FindCell(GhostCells.Of(context, place, GhostCells.Resource));
        if (at >= 0)
        {
            return path.Resolve(state, state.CellValues[at]);
        }

        return IsOfEntry(context, place.Term) ? Value.Of(context.Terms.Content(place.Term, place.Offset, 0, Object, Width)) : Value.None;
    }

    /// <summary>What stood at entry in the place that a cell says something else of; no value where the cell is of other things.</summary>
    public static Value AtEntry(AnalysisContext context, in Cell cell) =>
        GhostCells.Is(cell, GhostCells.Resource) && IsOfEntry(context, cell.Object) ? Value.Of(context.Terms.Content(cell.Object, cell.Offset, 0, Object, Width)) : Value.None;

    private static bool IsOfEntry(AnalysisContext context, int place) =>
        context.Terms[place].IsInterface && context.Terms[context.Terms.Object(place)] is { IsInterface: true, Kind: TermKind.Parameter or TermKind.Content };

    /// <summary>What stands anywhere in an object that was there at entry, where a function destroys elements of it one after the other.</summary>
    public static Value Any(AnalysisContext context, Value place)
    {
        int root = place.IsTerm ? context.Terms.Object(place.Term) : 0;
        return root > 0 && context.Terms[root] is { IsInterface: true, Kind: TermKind.Parameter or TermKind.Content }
            ? Value.Of(context.Terms.Content(root, Anywhere, 0, Object, Width))
            : Value.None;
    }

    /// <summary>The term stands for all that is in the object.</summary>
    public static bool IsAny(in Term term) => Is(term) && term.B == Anywhere;

    public static bool Is(in Term term) => term is { Kind: TermKind.Content, Op: Width, C: 0 };

    /// <summary>What is known of an object of the threads library goes out of the way of a call that changes it and leaves it what it is.</summary>
    public static (Value Resource, Value DetachState) Take(AnalysisContext context, AbstractState state, Value place)
    {
        if (!place.IsTerm)
        {
            return default;
        }

        Value resource = Value.None;
        int at = state.FindCell(GhostCells.Of(context, place, GhostCells.Resource));
        if (at >= 0 && ResourceTracker.Find(state, state.CellValues[at]) is >= 0 and var known && state.Resources[known].Kind == ResourceKind.ThreadObject)
        {
            resource = state.CellValues[at];
            state.RemoveCellAt(at);
        }

        int detach = state.FindCell(GhostCells.Of(context, place, GhostCells.DetachState));
        return (resource, detach >= 0 ? state.CellValues[detach] : Value.None);
    }

    /// <summary>Puts it back.</summary>
    public static void PutBack(AnalysisContext context, AbstractState state, Value place, (Value Resource, Value DetachState) known)
    {
        if (!known.Resource.IsNone)
        {
            state.SetCell(GhostCells.Of(context, place, GhostCells.Resource), known.Resource);
        }

        if (!known.DetachState.IsNone)
        {
            state.SetCell(GhostCells.Of(context, place, GhostCells.DetachState), known.DetachState);
        }
    }

    /// <summary>
    /// Nothing is in the place any more. Where something else stood there at entry that is remembered: what is destroyed next is not that.
    /// </summary>
    public static void Forget(AnalysisContext context, AbstractState state, Value place)
    {
        int at = place.IsTerm ? state.FindCell(GhostCells.Of(context, place, GhostCells.Resource)) : -1;
        if (at >= 0 && IsOfEntry(context, place.Term))
        {
            state.CellValues[at] = Value.Zero;
        }
        else if (at >= 0)
        {
            state.RemoveCellAt(at);
        }
    }
}
