namespace Cleak.Analysis;

/// <summary>What a library function hands back.</summary>
public sealed record ResultModel(ResultKind Kind)
{
    public static ResultModel Unknown { get; } = new(ResultKind.Unknown);

    /// <summary>For results that are or point into an argument: which, from 0.</summary>
    public int Argument { get; init; }

    /// <summary>For acquired resources.</summary>
    public ResourceKind Resource { get; init; }

    /// <summary>Acquired and released must be of one family: malloc, fopen, popen, opendir, g_malloc, …</summary>
    public string Family { get; init; } = "";

    /// <summary>Which result says that the call failed, whatever the kind: effects that need success (acquiring through an argument) did not happen then.</summary>
    public FailureValue Failure { get; init; }

    /// <summary>A pointer that is never null, of which no more is known.</summary>
    public bool IsNonNull { get; init; }

    public long Low { get; init; } = long.MinValue;

    public long High { get; init; } = long.MaxValue;
}

public enum ResultKind : byte
{
    /// <summary>Any value of the type.</summary>
    Unknown,

    /// <summary>A resource that the caller must release.</summary>
    Acquired,

    /// <summary>One of the arguments.</summary>
    Argument,

    /// <summary>One of the arguments, or null on failure: fgets.</summary>
    ArgumentOrNull,

    /// <summary>A pointer into an argument's object, or null: strchr. Where the argument is null (strtok's later calls), any pointer.</summary>
    WithinArgumentOrNull,

    /// <summary>A pointer into an argument's object.</summary>
    WithinArgument,

    /// <summary>Memory of the library, never to be released; null on failure.</summary>
    BorrowedOrNull,

    /// <summary>Memory of the library, never null: __errno_location, strerror.</summary>
    Borrowed,

    /// <summary>An integer between <see cref="ResultModel.Low"/> and <see cref="ResultModel.High"/>.</summary>
    Range,
}

/// <summary>The result by which a call says that it failed.</summary>
public enum FailureValue : byte
{
    /// <summary>It does not fail, or does not say so.</summary>
    Never,
    Null,
    MinusOne,

    /// <summary>MAP_FAILED, SIG_ERR, SEM_FAILED on some systems: (void *)-1.</summary>
    MinusOnePointer,

    /// <summary>0 is success, all else an error number: pthread_*, posix_memalign, getaddrinfo.</summary>
    NonZero,

    /// <summary>0 is failure, all else success: BOOL-like results.</summary>
    Zero,

    /// <summary>Any negative result.</summary>
    Negative,
}
