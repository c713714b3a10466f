using Cleak.Clang;
using Cleak.Frontend.Parsing;
using Cleak.Ir;

namespace Cleak.Frontend.Lowering;

/// <summary>Literals from the bytes of the source; what is out of the ordinary, the compiler evaluates.</summary>
internal sealed class LiteralLowering(FunctionContext f)
{
    public Expression Integer(int node, IrType type)
    {
        SourcePosition place = f.Tree.SpellingLocation(node);
        if (!place.IsNone)
        {
            ReadOnlySpan<byte> text = f.Tree.Unit.Contents(place.File);
            CToken token = CLexer.TokenAt(text, place.Offset);
            if (token.Kind == CTokenKind.Number && LiteralReader.TryInteger(text.Slice(token.Start, token.Length), out long value))
            {
                return ConstantFolder.Constant(value, type);
            }
        }

        return Evaluated(node, type);
    }

    public Expression Character(int node, IrType type)
    {
        SourcePosition place = f.Tree.SpellingLocation(node);
        if (!place.IsNone)
        {
            ReadOnlySpan<byte> text = f.Tree.Unit.Contents(place.File);
            CToken token = CLexer.TokenAt(text, place.Offset);
            if (token.Kind == CTokenKind.Character && LiteralReader.TryCharacter(text.Slice(token.Start, token.Length), out long value))
            {
                return ConstantFolder.Constant(value, type);
            }
        }

        return Evaluated(node, type);
    }

    private Expression Evaluated(int node, IrType type) =>
        f.Tree.TryEvaluateInteger(node, out ConstantInteger value) ? ConstantFolder.Constant(value.AsSigned, type) : new UnknownExpression(type);
}
