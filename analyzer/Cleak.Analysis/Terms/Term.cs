using Cleak.Ir;

namespace Cleak.Analysis;

internal enum TermKind : byte
{
    /// <summary>A constant beyond 32 bits: Low.</summary>
    WideConstant,

    /// <summary>The value of parameter A at entry.</summary>
    Parameter,

    /// <summary>What an address held at entry, or after the havoc with stamp C: B bytes from term A, Op bytes (and bits) wide.</summary>
    Content,

    /// <summary>The address of the local in slot A.</summary>
    LocalAddress,

    /// <summary>The address of the program's variable A.</summary>
    GlobalAddress,

    /// <summary>The address of the program's function A.</summary>
    FunctionAddress,

    /// <summary>The address of the string literal A of unit B.</summary>
    StringAddress,

    /// <summary>What instruction A took from the function's own stack (alloca); B tells instances apart that live at once.</summary>
    StackBlock,

    /// <summary>The block, handle or other thing that instruction A acquired; B tells instances apart that live at once, C what one call acquires.</summary>
    Acquired,

    /// <summary>An unknown result of instruction A; B tells apart what one instruction makes, C instances that live at once.</summary>
    Fresh,

    /// <summary>What a merge at block A made of the differing values of cell B.</summary>
    Merged,

    /// <summary>An address Left + Right * C, where Right is no constant.</summary>
    Element,

    Unary,
    Binary,

    /// <summary>Left cut to Op bytes, signed or not by C.</summary>
    Cast,
}

/// <summary>
/// One interned term. Terms are pure: the same operation on the same operands is the same term, so that a condition tested twice is
/// one fact (hash consing, as in Ershov's value numbering).
/// </summary>
internal struct Term
{
    public TermKind Kind;

    /// <summary>Operator of an operation; width of a content.</summary>
    public byte Op;

    public int A;
    public int B;
    public int C;
    public Value Left;
    public Value Right;

    /// <summary>Operations, reads and elements on the way down to what is none.</summary>
    public int Depth;

    /// <summary>The object that an address points into: itself, or what its elements index down to.</summary>
    public int Root;

    /// <summary>A caller can name the term: it is made of what was there at entry.</summary>
    public bool IsInterface;

    /// <summary>Bounds that hold by type and operation alone.</summary>
    public long Low;
    public long High;

    public readonly UnaryOperator Unary => (UnaryOperator)Op;

    public readonly BinaryOperator Binary => (BinaryOperator)Op;

    /// <summary>The address of an object of its own: never null, equal to no other object's.</summary>
    public readonly bool IsObjectAddress => Kind is TermKind.LocalAddress or TermKind.GlobalAddress or TermKind.FunctionAddress or TermKind.StringAddress or TermKind.StackBlock;

    /// <summary>An object of the function's own stack frame: it ends with the function.</summary>
    public readonly bool IsStackAddress => Kind is TermKind.LocalAddress or TermKind.StackBlock;

    /// <summary>The term is a comparison or a negation: its value is 0 or 1.</summary>
    public readonly bool IsPredicate => (Kind == TermKind.Binary && Binary >= BinaryOperator.Equal) || (Kind == TermKind.Unary && Unary == UnaryOperator.LogicalNot);
}
