using System.Globalization;
using Cleak.Ir;

namespace Cleak.Analysis;

/// <summary>Cells in the words of the source, by the types of what holds them: <c>session->name</c>, <c>*out</c>. For texts only.</summary>
internal sealed class CellNames(AnalysisContext context)
{
    private const int MaxDepth = 5;
    private readonly TermTable terms = context.Terms;
    private readonly CellTable cells = context.Cells;

    /// <summary>The name of a place that holds a value of <paramref name="term"/>; empty where none has one.</summary>
    public string OfHolder(AbstractState state, int term) => Holder(state, term, 0).Name;

    /// <summary>The name of a place; empty where it has none.</summary>
    public string OfPlace(AbstractState state, Cell place) => Name(state, place, 0).Name;

    private (string Name, IrType? Type) Holder(AbstractState state, int term, int depth)
    {
        (string Name, IrType? Type) best = ("", null);
        int bestRank = int.MaxValue;
        for (int i = 0; i < state.CellCount && depth < MaxDepth; i++)
        {
            Value value = state.CellValues[i];
            if (!value.IsTerm || value.Term != term || cells[state.CellIds[i]].Width == Memory.GhostWidth)
            {
                continue;
            }

            int root = cells.RootOf(state.CellIds[i]);
            int rank = ((terms[root].Kind switch { TermKind.LocalAddress => 0, TermKind.GlobalAddress => 1, TermKind.Parameter => 2, _ => 3 }) << 20) + state.CellIds[i];
            if (rank < bestRank && Name(state, cells[state.CellIds[i]], depth + 1) is { Name.Length: > 0 } name)
            {
                best = name;
                bestRank = rank;
            }
        }

        return best;
    }

    private (string Name, IrType? Type) Name(AbstractState state, in Cell cell, int depth)
    {
        (string text, IrType? type, bool isPointer) = Object(state, cell.Object, depth);
        if (string.IsNullOrEmpty(text))
        {
            return ("", null);
        }

        if (type is null)
        {
            return (isPointer ? "*" + text : text, null);
        }

        if (cell.Offset == 0 && !type.IsAggregate)
        {
            return (isPointer ? "*" + text : text, type);
        }

        return Member(text, isPointer, type, cell.Offset, 0);
    }

    /// <summary>The object that a term is the address of: by name and type, or by the pointer that leads there.</summary>
    private (string Text, IrType? Type, bool IsPointer) Object(AbstractState state, int term, int depth)
    {
        if (depth > MaxDepth)
        {
            return default;
        }

        ref readonly Term t = ref terms[term];
        switch (t.Kind)
        {
            case TermKind.LocalAddress:
                return (context.Function.Locals[t.A].Name, context.Function.Locals[t.A].Type, false);
            case TermKind.GlobalAddress:
                return (context.Program.Variables[t.A].Symbol.Name, context.Program.Variables[t.A].Symbol.Type, false);
            case TermKind.Parameter when t.A < context.Function.ParameterCount:
                return (context.Function.Locals[t.A].Name, context.Function.Locals[t.A].Type.Element, true);
            case TermKind.Content:
                (string name, IrType? type) = Name(state, new Cell(t.A, t.B, 8, 0, 0), depth + 1);
                return (name, type?.Element, true);
            case TermKind.Element when t.Left.IsTerm:
                (string array, IrType? element, bool isPointer) = Object(state, t.Left.Term, depth + 1);
                return string.IsNullOrEmpty(array) ? default : (isPointer || element is null ? array + "[…]" : Member(array, false, element, t.Left.Offset, 0).Name + "[…]", element?.Kind == TypeKind.Array ? element.Element : element, false);
            case TermKind.Acquired or TermKind.Fresh or TermKind.Merged:
                (string holder, IrType? pointer) = Holder(state, term, depth + 1);
                return (holder, pointer?.Element, true);
            default:
                return default;
        }
    }

    private static (string Name, IrType? Type) Member(string text, bool isPointer, IrType type, int offset, int depth)
    {
        if (depth > MaxDepth)
        {
            return (text, null);
        }

        if (type.Kind == TypeKind.Array && type.Element is { Size: > 0 } element)
        {
            string indexed = string.Create(CultureInfo.InvariantCulture, $"{text}[{offset / element.Size}]");
            return element.IsAggregate ? Member(indexed, false, element, (int)(offset % element.Size), depth + 1) : (indexed, element);
        }

        foreach (Field field in type.Fields)
        {
            if (field.Name.Length > 0 && offset >= field.ByteOffset && offset < field.ByteOffset + Math.Max(field.Type.Size, 1))
            {
                string member = text + (isPointer ? "->" : ".") + field.Name;
                return field.Type.IsAggregate ? Member(member, false, field.Type, offset - (int)field.ByteOffset, depth + 1) : (member, field.Type);
            }
        }

        return isPointer && type.Kind is not TypeKind.Record && type.Size > 0
            ? (string.Create(CultureInfo.InvariantCulture, $"{text}[{offset / type.Size}]"), type)
            : (text, null);
    }
}
