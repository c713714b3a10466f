namespace Cleak.Analysis;

/// <summary>
/// The first word of a model's line: it says what the function hands back. What happens to the arguments follows in the words
/// of <see cref="ModelPhrases"/>: <c>ReturnsCount("read").Writes(1, bytes: 2)</c>. Arguments are counted from 0.
/// </summary>
public static class ModelLanguage
{
    /// <summary>Reads its arguments and returns anything.</summary>
    public static FunctionModel Does(string name) => new(name);

    /// <summary>Computes a value from values: no memory, no side effect.</summary>
    public static FunctionModel Computes(string name, long low = long.MinValue, long high = long.MaxValue) =>
        Returns(name, low, high) with { Traits = CallTraits.Pure };

    /// <summary>Floating functions by their double's name: each stands for the float and the long double one, too.</summary>
    public static IEnumerable<FunctionModel> ComputesFloating(string names)
    {
        foreach (var name in names.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
        {
            yield return Computes(name);
            yield return Computes(name + "f");
            yield return Computes(name + "l");
        }
    }

    /// <summary>An integer between two bounds; no failure.</summary>
    public static FunctionModel Returns(string name, long low, long high = long.MaxValue) =>
        new(name) { Result = low == long.MinValue && high == long.MaxValue ? ResultModel.Unknown : new(ResultKind.Range) { Low = low, High = high } };

    /// <summary>0, or -1 and errno.</summary>
    public static FunctionModel ReturnsStatus(string name) => ReturnsCount(name, high: 0);

    /// <summary>0 or more, or -1 and errno.</summary>
    public static FunctionModel ReturnsCount(string name, long high = long.MaxValue) =>
        new(name) { Traits = CallTraits.SetsErrno, Result = new(ResultKind.Range) { Low = -1, High = high, Failure = FailureValue.MinusOne } };

    /// <summary>0, or a positive error number; errno is left alone.</summary>
    public static FunctionModel ReturnsError(string name) =>
        new(name) { Result = new(ResultKind.Range) { Low = 0, High = int.MaxValue, Failure = FailureValue.NonZero } };

    /// <summary>0, or an error code of either sign.</summary>
    public static FunctionModel ReturnsCode(string name) =>
        new(name) { Result = new(ResultKind.Range) { Low = int.MinValue, High = int.MaxValue, Failure = FailureValue.NonZero } };

    /// <summary>0 where it failed.</summary>
    public static FunctionModel ReturnsTruth(string name) =>
        new(name) { Result = new(ResultKind.Range) { Low = int.MinValue, High = int.MaxValue, Failure = FailureValue.Zero } };

    /// <summary>The given argument itself.</summary>
    public static FunctionModel ReturnsArgument(string name, int argument) =>
        new(name) { Result = new(ResultKind.Argument) { Argument = argument } };

    /// <summary>The given argument itself, null where it failed.</summary>
    public static FunctionModel ReturnsArgumentOrNull(string name, int argument) =>
        new(name) { Result = new(ResultKind.ArgumentOrNull) { Argument = argument, Failure = FailureValue.Null } };

    /// <summary>A pointer into the given argument's object.</summary>
    public static FunctionModel ReturnsWithin(string name, int argument) =>
        new(name) { Result = new(ResultKind.WithinArgument) { Argument = argument } };

    /// <summary>A pointer into the given argument's object, null where nothing is found.</summary>
    public static FunctionModel FindsWithin(string name, int argument) =>
        new(name) { Result = new(ResultKind.WithinArgumentOrNull) { Argument = argument, Failure = FailureValue.Null } };

    /// <summary>Memory of the library that the caller must not release; null where there is none.</summary>
    public static FunctionModel Lends(string name) =>
        new(name) { Result = new(ResultKind.BorrowedOrNull) { Failure = FailureValue.Null } };

    /// <summary>Memory of the library that the caller must not release; never null.</summary>
    public static FunctionModel LendsAlways(string name) => new(name) { Result = new(ResultKind.Borrowed) };

    /// <summary>A fresh block of size, or count times size, bytes.</summary>
    public static FunctionModel Allocates(string name, int size, int count = -1, string family = "malloc", FailureValue fails = FailureValue.Null) =>
        Heap(name, family, fails).As(Behavior.Allocate, count < 0 ? [size] : [count, size]);

    /// <summary>A fresh block of zeros.</summary>
    public static FunctionModel AllocatesZeroed(string name, int size, int count = -1, string family = "malloc", FailureValue fails = FailureValue.Null) =>
        Heap(name, family, fails).As(Behavior.AllocateZeroed, count < 0 ? [size] : [count, size]);

    /// <summary>A block that may have moved; on failure the old one stays.</summary>
    public static FunctionModel Reallocates(string name, int block, int size, int count = -1, string family = "malloc", FailureValue fails = FailureValue.Null) =>
        Heap(name, family, fails).As(Behavior.Reallocate, count < 0 ? [block, size] : [block, count, size])
            .ReleasesOnSuccess(block, family, ResourceKind.Heap);

    /// <summary>A fresh copy of a string.</summary>
    public static FunctionModel DuplicatesString(string name, int source, int limit = -1, string family = "malloc", FailureValue fails = FailureValue.Null) =>
        Heap(name, family, fails).As(Behavior.DuplicateString, limit < 0 ? [source] : [source, limit]);

    /// <summary>A fresh copy of some bytes.</summary>
    public static FunctionModel DuplicatesBytes(string name, int source, int size, string family = "malloc", FailureValue fails = FailureValue.Null) =>
        Heap(name, family, fails).As(Behavior.DuplicateBytes, source, size);

    /// <summary>A fresh block of unknown size with contents.</summary>
    public static FunctionModel AllocatesResult(string name, string family = "malloc", FailureValue fails = FailureValue.Null) =>
        Heap(name, family, fails);

    /// <summary>Gives a block back; null is allowed.</summary>
    public static FunctionModel Frees(string name, int block, string family = "malloc") =>
        new FunctionModel(name).As(Behavior.Free, block).Releases(block, family, ResourceKind.Heap, orNull: true) with { Traits = CallTraits.AllocatesInside };

    /// <summary>The given argument, or where it is null a fresh block with contents; null where it failed.</summary>
    public static FunctionModel AllocatesUnlessGiven(string name, int argument, string family = "malloc") =>
        Heap(name, family, FailureValue.Null).UnlessGiven(argument);

    /// <summary>The given descriptor, or where it is -1 a new one; -1 and errno where it failed.</summary>
    public static FunctionModel OpensUnlessGiven(string name, int argument) => Opens(name).UnlessGiven(argument);

    /// <summary>A new resource, or, where an address is given, what the platform makes there of it: nothing that is followed.</summary>
    public static FunctionModel AcquiresUnlessGiven(string name, int argument, string family, ResourceKind kind, FailureValue fails) =>
        Acquires(name, family, kind, fails).UnlessGiven(argument);

    /// <summary>A new descriptor, or -1 and errno.</summary>
    public static FunctionModel Opens(string name, string family = "descriptor") =>
        Acquires(name, family, ResourceKind.Descriptor, FailureValue.MinusOne) with { Traits = CallTraits.SetsErrno };

    /// <summary>A stream, or null and errno.</summary>
    public static FunctionModel OpensStream(string name, string family = "fopen") =>
        Acquires(name, family, ResourceKind.Stream) with { Traits = CallTraits.SetsErrno | CallTraits.AllocatesInside };

    /// <summary>Anything else that must be released by a function of its family.</summary>
    public static FunctionModel Acquires(string name, string family, ResourceKind kind = ResourceKind.Other, FailureValue fails = FailureValue.Null) =>
        new(name)
        {
            Result = new(ResultKind.Acquired)
            {
                Resource = kind,
                Family = family,
                Failure = fails,
                Low = kind == ResourceKind.Descriptor ? -1 : long.MinValue,
                High = kind == ResourceKind.Descriptor ? int.MaxValue : long.MaxValue,
            },
        };

    /// <summary>Does not come back.</summary>
    public static FunctionModel NeverReturns(string name) => new(name) { Traits = CallTraits.NoReturn };

    /// <summary>Without the behaviour nothing is known of the result: whether it is fresh hangs on the argument.</summary>
    private static FunctionModel UnlessGiven(this FunctionModel model, int argument) =>
        model.As(Behavior.AcquireUnlessGiven, argument) with { Result = model.Result with { Kind = ResultKind.Unknown } };

    private static FunctionModel Heap(string name, string family, FailureValue fails) =>
        Acquires(name, family, ResourceKind.Heap, fails) with { Traits = CallTraits.AllocatesInside };
}
