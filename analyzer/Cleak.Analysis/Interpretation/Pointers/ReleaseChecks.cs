using System.Globalization;
using System.Text;
using Cleak.Findings;
using Cleak.Ir;

namespace Cleak.Analysis;

/// <summary>Releases of what no allocator handed out: another object's address, an address inside a block.</summary>
internal sealed class ReleaseChecks(AnalysisContext context, PathCondition path, DefectRecorder recorder, CalleeDefects defects)
{
    private const int LiteralLength = 24;
    private readonly TermTable terms = context.Terms;

    /// <summary>True where the value cannot be what an allocator returned; the state then holds nothing against the block any more.</summary>
    public bool Check(AbstractState state, int number, Value value, int argument, TraceStep? inner)
    {
        int root = terms.Object(value.Term);
        Term term = terms[root];
        if (term.IsObjectAddress)
        {
            Add(state, DefectKind.ReleaseOfNonHeap, number, value, argument, inner, Describe(term), Declared(term));
            return true;
        }

        int at = state.FindResource(root);
        bool isBlock = term.Kind == TermKind.Acquired && at >= 0 && state.Resources[at] is { Kind: ResourceKind.Heap, State: ResourceState.Live or ResourceState.Escaped } known && !known.Has(ResourceFlags.Imprecise);
        if ((isBlock && IsInside(state, value, root)) || (inner is null && IsMember(number, argument) && value.Offset > 0 && term.Kind != TermKind.Merged))
        {
            SourceSpan acquired = isBlock && state.Resources[at].Acquired >= 0 ? context.Code.Span(context.History[state.Resources[at].Acquired].Instruction) : SourceSpan.None;
            Add(state, DefectKind.ReleaseInsideBlock, number, value, argument, inner, value.Term == root ? value.Offset.ToString(CultureInfo.InvariantCulture) : "", acquired);
            if (at >= 0)
            {
                state.Resources[at] = state.Resources[at] with { State = ResourceState.Released, Flags = state.Resources[at].Flags | ResourceFlags.Imprecise | ResourceFlags.Reported };
            }

            return true;
        }

        return false;
    }

    /// <summary>The address is not the block's first, whatever the index in it.</summary>
    private bool IsInside(AbstractState state, Value value, int root)
    {
        if (value.Term == root)
        {
            return value.Offset != 0;
        }

        ref readonly Term element = ref terms[value.Term];
        if (element.Left.Term != root || element.Left.Offset < 0 || value.Offset < 0)
        {
            return false;
        }

        Fact index = path.Range(state, path.Resolve(state, element.Right));
        return index.Low > 0 || (index.Low == 0 && value.Offset + element.Left.Offset > 0);
    }

    /// <summary>The argument is written as the address of a member that is not the first: <c>&amp;session-&gt;name</c>.</summary>
    private bool IsMember(int number, int argument)
    {
        if (context.Code.Instruction(number) is not CallInstruction call || (uint)argument >= (uint)call.Arguments.Length)
        {
            return false;
        }

        long bytes = 0;
        bool isMember = false;
        Expression place = DefectRecorder.Stripped(call.Arguments[argument]);
        while (place is OffsetExpression offset)
        {
            bytes += offset.Bytes;
            isMember |= offset.FieldName is not null;
            place = offset.Address;
        }

        return isMember && bytes > 0 && place is TemporaryExpression;
    }

    private void Add(AbstractState state, DefectKind kind, int number, Value value, int argument, TraceStep? inner, string target, SourceSpan related)
    {
        int history = state.History;
        int root = terms.Object(value.Term);
        int at = state.FindResource(root);
        Resource resource = at >= 0 ? state.Resources[at] : new Resource(root, ResourceKind.Heap, ResourceState.Foreign, ResourceFlags.None, 0, -1, -1);
        string callee = recorder.CalleeName(number);
        void Report()
        {
            TraceStep last = new(context.Code.Span(number), context.Function.Name, $"released by '{callee}'", FlowStepKinds.Release | FlowStepKinds.Defect, inner is null ? [] : [inner]);
            recorder.Record(kind, number, -1, resource, history, last, defect => defect with
            {
                Subject = recorder.NameOfArgument(number, argument),
                Callee = callee,
                Target = target,
                Related = related,
            });
        }

        defects.Add(kind, value, Report);
    }

    private string Describe(in Term term) => term.Kind switch
    {
        TermKind.LocalAddress when context.Function.Locals[term.A] is { IsSynthetic: false } local => $"the variable '{local.Name}'",
        TermKind.GlobalAddress => $"the variable '{context.Program.Variables[term.A].Symbol.Name}'",
        TermKind.FunctionAddress => "a function",
        TermKind.StringAddress => $"the string literal {Literal(context.Program.Units[term.B].Strings[term.A])}",
        TermKind.StackBlock => "memory of the function's stack",
        _ => "an object of the function",
    };

    private SourceSpan Declared(in Term term) => term.Kind switch
    {
        TermKind.LocalAddress => context.Function.Locals[term.A].Span,
        TermKind.GlobalAddress => context.Program.Variables[term.A].Symbol.Span,
        TermKind.StackBlock => context.Code.Span(term.A),
        _ => SourceSpan.None,
    };

    private static string Literal(StringLiteral literal)
    {
        var text = new StringBuilder("\"");
        foreach (byte character in literal.Bytes.Take(LiteralLength))
        {
            text.Append(character is >= 0x20 and < 0x7F and not (byte)'"' and not (byte)'\'' ? (char)character : '?');
        }

        return text.Append(literal.Bytes.Length > LiteralLength ? "…\"" : "\"").ToString();
    }
}
