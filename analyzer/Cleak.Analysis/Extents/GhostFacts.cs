namespace Cleak.Analysis;

/// <summary>
/// What is known of an object beside its bytes stands in cells of its own, at offsets below all that code reaches and of
/// <see cref="Memory.GhostWidth"/>: so it is copied, compared, merged and handed to callers like all that memory holds.
/// </summary>
internal static class GhostFacts
{
    /// <summary>Bytes of the object.</summary>
    public const int Size = -(1 << 20);

    /// <summary>Of an object that the caller gave: the byte behind the furthest that is written for certain.</summary>
    public const int Written = Size - 1024;

    /// <summary>Bytes that a block had before realloc: those behind are new.</summary>
    public const int Kept = Written - 1024;

    /// <summary>Bytes from the start of an object of the caller's that were set to zero, where nothing else is known of it.</summary>
    public const int Zeroed = Kept - 1024;

    /// <summary>The length of the string at offset 0; other offsets are counted from here.</summary>
    private const int Length = -(1 << 22);

    /// <summary>What a library function answered that was asked about the contents: question 0; further ones are counted from here.</summary>
    private const int Answer = -(1 << 23);

    /// <summary>Questions of one function.</summary>
    public const int MaxAnswers = 1 << 10;

    /// <summary>Offsets of strings beyond which none is remembered.</summary>
    private const int MaxLengthOffset = 1 << 19;

    public static Cell Cell(int objectTerm, int fact) => new(objectTerm, fact, Memory.GhostWidth, 0, 0);

    public static Cell LengthCell(int objectTerm, int offset) => Cell(objectTerm, Length + offset);

    public static Cell AnswerCell(int objectTerm, int question) => Cell(objectTerm, Answer + question);

    public static bool CanHoldLength(int offset) => offset is >= 0 and < MaxLengthOffset;

    public static bool Is(in Cell cell) => cell.Width == Memory.GhostWidth && cell.Offset <= Size;

    public static bool IsSize(in Cell cell) => cell.Width == Memory.GhostWidth && cell.Offset == Size;

    /// <summary>Stays where the contents are forgotten.</summary>
    public static bool Outlasts(in Cell cell) => cell.Width == Memory.GhostWidth && cell.Offset is Size or Written;

    public static bool IsWritten(in Cell cell) => cell.Width == Memory.GhostWidth && cell.Offset == Written;

    public static bool IsLength(in Cell cell) => cell.Width == Memory.GhostWidth && cell.Offset is >= Length and < Length + MaxLengthOffset;

    /// <summary>Follows from the object's bytes: it goes where any of them are written.</summary>
    public static bool IsOfContents(in Cell cell) => IsLength(cell) || (cell.Width == Memory.GhostWidth && cell.Offset is >= Answer and < Answer + MaxAnswers);

    /// <summary>
    /// A fact that only one side of a join has. The size of a block that the other side does not have stays; what else is not known on
    /// both sides is not known.
    /// </summary>
    public static bool Survives(AbstractState without, in Cell cell) => IsSize(cell) && without.FindResource(cell.Object) < 0;
}
