using Cleak.Ir;

namespace Cleak.Analysis;

/// <summary>An access whose extent is compared with its object's size.</summary>
/// <param name="Number">The instruction.</param>
/// <param name="Root">The term of the object.</param>
/// <param name="IsElement">By index, or by a library function: not a member that the pointer's type names.</param>
/// <param name="Type">What is accessed; for calls, the argument.</param>
/// <param name="Stored">The value stored, where there is one.</param>
/// <param name="Argument">The argument of a call through which it happens; -1 for others.</param>
/// <param name="Inner">Where in a callee it happens.</param>
internal readonly record struct CheckedWrite(int Number, int Root, bool IsWrite, bool IsElement, IrType Type, Value Stored, int Argument, TraceStep? Inner)
{
    /// <summary>The last of the turns of a loop does it.</summary>
    public bool IsInLoop { get; init; }
}
