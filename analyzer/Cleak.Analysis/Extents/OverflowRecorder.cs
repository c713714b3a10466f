using System.Globalization;
using Cleak.Findings;
using Cleak.Ir;

namespace Cleak.Analysis;

/// <summary>
/// Writes beyond an object as defects: of the allocation where what was asked for is too small for what the block is for, of the write
/// in all other cases.
/// </summary>
internal sealed class OverflowRecorder(AnalysisContext context, ResourceTracker tracker, DefectRecorder recorder)
{
    private readonly IdleLoops idle = new(context);

    public void Record(AbstractState state, in CheckedWrite write, LinearForm end, LinearForm size, LinearForm excess, long least)
    {
        ref readonly Term root = ref context.Terms[write.Root];
        int at = state.FindResource(write.Root);
        Resource resource = at >= 0 ? state.Resources[at] : new Resource(write.Root, ResourceKind.Heap, ResourceState.Foreign, ResourceFlags.None, 0, -1, -1);
        int allocation = root.Kind == TermKind.Acquired ? root.A : -1;
        if (allocation >= 0 && (resource.Has(ResourceFlags.Imprecise) || idle.Bound(state.History, allocation)))
        {
            return;
        }

        string reason = allocation >= 0 ? SmallFor(write, end, size, excess) : "";
        if (!write.IsWrite && reason.Length == 0)
        {
            return;
        }

        CheckedWrite written = write;
        string name = NameOf(state, write);
        string how = Amount(end, size, excess, least);
        string callee = write.Argument >= 0 ? recorder.CalleeName(write.Number) : "";
        string text = write.Argument >= 0 ? $"'{callee}' writes beyond its end: {how}" : $"{(write.IsWrite ? "written" : "read")} beyond its end: {how}";
        TraceStep last = new(context.Code.Span(write.Number), context.Function.Name, text, FlowStepKinds.Use | FlowStepKinds.Defect, write.Inner is null ? [] : [write.Inner]);
        if (reason.Length > 0)
        {
            recorder.Record(DefectKind.AllocatedTooSmall, allocation, write.Number, resource, state.History, last, defect => defect with
            {
                Subject = name,
                Callee = recorder.CalleeName(allocation),
                Detail = reason,
            });
            return;
        }

        recorder.Record(DefectKind.WrittenBeyond, write.Number, allocation, resource, state.History, last, defect => defect with
        {
            Subject = name,
            Callee = callee,
            Detail = how,
            Related = allocation >= 0 ? context.Code.Span(allocation) : Declaration(written.Root),
        });
    }

    /// <summary>Why the block, and not the write, is at fault; empty where it is not.</summary>
    private string SmallFor(in CheckedWrite write, LinearForm end, LinearForm size, LinearForm excess)
    {
        if (size.IsConstant && !write.IsElement && write.Type.Size > 0)
        {
            return string.Create(CultureInfo.InvariantCulture, $"it has {Bytes(size.Constant)}, what it is used for takes {end.Constant} or more");
        }

        if (size.IsConstant && end.IsConstant && write is { Argument: >= 0, Inner: null } && PassedRecord(write) is { } record && record.Size == end.Constant)
        {
            return string.Create(CultureInfo.InvariantCulture, $"it has {Bytes(size.Constant)}, a '{record.Name}' takes {record.Size}");
        }

        if (write.Argument >= 0 && excess.IsConstant && excess.Constant == 1 && !size.IsConstant && size.HasTerm(IsLength))
        {
            return "the terminating zero has no room";
        }

        bool isTerminator = write is { Argument: < 0, IsInLoop: false, Stored: { IsConstant: true, Offset: 0 } } && excess.IsConstant && excess.Constant == write.Type.Size;
        if (isTerminator)
        {
            return write.Type.IsPointer ? "the terminating null pointer has no room" : "the terminating zero has no room";
        }

        return size.Count == 1 && size.Constant == 0 && end.Count == 1 && end.Term(0) == size.Term(0) && end.Factor(0) > size.Factor(0) && size.Factor(0) == 1
            ? string.Create(CultureInfo.InvariantCulture, $"elements of {Bytes(end.Factor(0))} are counted as one byte each")
            : "";
    }

    /// <summary>The record that the pointer passed to a function points to, by its type before the call's conversion.</summary>
    private IrType? PassedRecord(in CheckedWrite write) =>
        context.Code.Instruction(write.Number) is CallInstruction call && DefectRecorder.Stripped(call.Arguments[write.Argument]).Type is { IsPointer: true, Element: { Kind: TypeKind.Record } record } ? record : null;

    /// <summary>The term is a string's length.</summary>
    private bool IsLength(int term) => context.Terms[term] is { Kind: TermKind.Content, Op: StringLengths.Width } or { Kind: TermKind.Fresh, B: StringLengths.FreshNumber };

    private static string Amount(LinearForm end, LinearForm size, LinearForm excess, long least)
    {
        if (end.IsConstant && size.IsConstant)
        {
            return string.Create(CultureInfo.InvariantCulture, $"{Bytes(end.Constant)} in {size.Constant}");
        }

        return excess.IsConstant ? $"{Bytes(least)} too many" : $"at least {Bytes(least)} too many";
    }

    private static string Bytes(long count) => string.Create(CultureInfo.InvariantCulture, $"{count} byte{(count == 1 ? "" : "s")}");

    private string NameOf(AbstractState state, in CheckedWrite write)
    {
        ref readonly Term root = ref context.Terms[write.Root];
        switch (root.Kind)
        {
            case TermKind.LocalAddress:
                return context.Function.Locals[root.A].Name;
            case TermKind.GlobalAddress:
                return context.Program.Variables[root.A].Symbol.Name;
            default:
                tracker.RememberNames(state);
                return tracker.NameOf(write.Root) is { Length: > 0 } name ? name : root.Kind == TermKind.Acquired ? recorder.NameOfResult(root.A) : "";
        }
    }

    private SourceSpan Declaration(int root) => context.Terms[root].Kind switch
    {
        TermKind.LocalAddress => context.Function.Locals[context.Terms[root].A].Span,
        TermKind.GlobalAddress => context.Program.Variables[context.Terms[root].A].Symbol.Span,
        _ => SourceSpan.None,
    };
}
