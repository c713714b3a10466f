using Cleak.Ir;

namespace Cleak.Analysis;

/// <summary>The descriptor below a stream as a value: a term of the stream's address alone, so that a caller can put its own stream's in its place.</summary>
internal static class StreamNumbers
{
    /// <summary>Width by which the content term is told from those of bytes.</summary>
    public const byte Width = 124;

    private static readonly IrType Number = new() { Id = 0, Kind = TypeKind.Integer, Name = "int", Size = 4, IsSigned = true };

    public static bool Is(in Term content) => content.C == 0 && content.Op == Width;

    /// <summary>No value where the stream is not known.</summary>
    public static Value Of(TermTable terms, Value stream) =>
        stream.IsTerm && terms.DepthOf(stream) < TermTable.MaxDepth ? Value.Of(terms.Content(stream.Term, stream.Offset, 0, Number, Width)) : Value.None;
}
