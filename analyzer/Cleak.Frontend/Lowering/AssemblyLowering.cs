using System.Collections.Immutable;
using Cleak.Clang;
using Cleak.Ir;
using static ClangSharp.Interop.CXCursorKind;

namespace Cleak.Frontend.Lowering;

/// <summary>Inline assembly is opaque: what it names and what it may jump to is all that is known.</summary>
internal sealed class AssemblyLowering(FunctionContext f)
{
    public void Assembly(int node)
    {
        var outputs = ImmutableArray.CreateBuilder<Expression>();
        var inputs = ImmutableArray.CreateBuilder<Expression>();
        foreach (int operand in f.Tree.Children(node))
        {
            if (f.Tree.Kind(operand).IsExpression() && f.Tree.Kind(operand) != CXCursor_StringLiteral)
            {
                // Operands without a load around them are places: they are written, or read through memory.
                if (f.Addresses.IsLvalue(operand))
                {
                    outputs.Add(f.Addresses.Address(operand));
                }
                else
                {
                    inputs.Add(f.Expressions.Value(operand));
                }
            }
        }

        f.Builder.Add(new AssemblyInstruction(outputs.ToImmutable(), inputs.ToImmutable(), f.Span(node), f.Macro(node)));
        SourcePosition place = f.Tree.SpellingLocation(node);
        if (place.IsNone)
        {
            return;
        }

        foreach (string name in AssemblyLabels.Read(f.Tree.Unit.Contents(place.File), place.Offset))
        {
            if (f.Labels.ByName.TryGetValue(name, out int label) && label >= 0)
            {
                int next = f.Builder.NewBlock();
                f.Builder.Terminate(new BranchTerminator(new UnknownExpression(f.Types.Int), f.Labels.Block(label), next, f.Span(node), f.Macro(node)));
                f.Place(next, node);
            }
        }
    }
}
