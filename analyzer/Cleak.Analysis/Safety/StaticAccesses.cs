using Cleak.Ir;

namespace Cleak.Analysis;

/// <summary>
/// Reads and writes of static objects that a signal can find half done: those of neither <c>volatile sig_atomic_t</c> nor an atomic type
/// (C11 7.14.1.1p5, POSIX.1 XSH 2.4.3). Noted for handlers, where that is asked for.
/// </summary>
internal sealed class StaticAccesses(AnalysisContext context, PathCondition path, AsyncSafety safety)
{
    /// <param name="address">Where the object is, as the path knows it.</param>
    /// <param name="expression">The same in the words of the function.</param>
    /// <param name="size">Bytes; -1 where not known.</param>
    public void Note(AbstractState state, int number, Value address, Expression expression, long size, bool isWrite)
    {
        address = path.Resolve(state, address);
        if (!address.IsTerm)
        {
            return;
        }

        int root = context.Terms.Object(address.Term);
        if (context.Terms[root].Kind != TermKind.GlobalAddress)
        {
            return;
        }

        int id = context.Terms[root].A;
        Symbol variable = context.Program.Variables[id].Symbol;
        if (variable.IsThreadLocal || variable.IsConst || variable.IsInSystemHeader)
        {
            return;
        }

        // By name, what the code says; through a pointer, what the path knows.
        StaticPart part = StaticPart.Of(expression, size);
        StaticObject accessed = part.Variable is not null ? new StaticObject(id, part.Offset, Math.Max(0, part.Size))
            : new StaticObject(id, address.Term == root ? address.Offset : -1, Math.Max(0, size));
        safety.Object(state, number, accessed, isWrite, () => Name(number, expression, variable));
    }

    /// <summary>As the function writes it, where it names the variable itself.</summary>
    private string Name(int number, Expression address, Symbol variable)
    {
        string name = StaticPart.Of(address, 0).Variable is not null ? ExpressionText.Place(context.Function, context.Code.BlockOf(number), address) : "";
        return name.Length > 0 ? name : variable.Name;
    }
}
