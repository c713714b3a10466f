using System.Collections.Immutable;

namespace Cleak.Analysis;

/// <summary>ISO C (C23, N3220 clause 7): one line a function.</summary>
public static class CStandardLibrary
{
    public static ImmutableArray<FunctionModel> Models { get; } =
    [
        new("malloc") { Behavior = Behavior.Allocate, Operands = [0], Result = new(ResultKind.Acquired) { Family = "malloc", Failure = FailureValue.Null } },
        new("free") { Behavior = Behavior.Free, Operands = [0], Arguments = [new(0, ArgumentEffects.Releases) { Family = "malloc" }] },
    ];
}
