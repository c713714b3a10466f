using System.Collections.Immutable;

namespace Cleak.EndToEnd.RandomPrograms;

/// <summary>Something that went wrong in a run of a generated program.</summary>
/// <param name="IsFirst">Nothing else had gone wrong in that run.</param>
/// <param name="Input">The inputs and, as bits, the allocations that failed: <c>a,b,c,bits</c>.</param>
/// <param name="Lines">The stack in lines of the program, innermost first: of the access, the release, the lost block's allocation.</param>
/// <param name="Earlier">The stack of the release before; for a lost block that of the realloc that failed on it.</param>
public sealed record ShownDefect(ShownKind Kind, bool IsFirst, string Input, ImmutableArray<int> Lines, ImmutableArray<int> Earlier)
{
    public bool IsLoss => Kind is ShownKind.Lost or ShownKind.Inner;
}
