namespace Cleak.Analysis;

/// <summary>What happens to one argument.</summary>
public sealed record ArgumentModel(int Index, ArgumentEffects Effects)
{
    /// <summary>Holds for all arguments from <see cref="Index"/> on: the variable ones of scanf.</summary>
    public bool AndFollowing { get; init; }

    /// <summary>For what is acquired or released through it.</summary>
    public ResourceKind Resource { get; init; }

    public string Family { get; init; } = "";

    /// <summary>How many resources are acquired, one element after the other: 2 for pipe.</summary>
    public int Count { get; init; } = 1;

    /// <summary>What is written is an array of the pointee's type, not one object. Behind pointers to characters and to void this goes without saying.</summary>
    public bool IsArray { get; init; }

    /// <summary>Argument that bounds the bytes read or written behind the pointer; -1 where none does.</summary>
    public int Bytes { get; init; } = -1;

    /// <summary>Argument that <see cref="Bytes"/> is multiplied with (fread's size); -1 where none is.</summary>
    public int BytesFactor { get; init; } = -1;

    public bool Has(ArgumentEffects effect) => (Effects & effect) != 0;
}

[Flags]
public enum ArgumentEffects
{
    None = 0,

    /// <summary>The object it points to gets unknown contents.</summary>
    Writes = 1,

    /// <summary>All that can be reached from it may be written.</summary>
    WritesDeep = 2,

    /// <summary>Kept beyond the call: whoever owns it now is not known.</summary>
    Keeps = 4,

    /// <summary>The resource is released. For an object that was acquired in place, its address is given.</summary>
    Releases = 8,

    /// <summary>Must not be null.</summary>
    NonNull = 16,

    /// <summary>A function that is called during this call, once or more.</summary>
    Calls = 32,

    /// <summary>Address that gets a resource on success: pipe's array, getaddrinfo's list.</summary>
    Acquires = 64,

    /// <summary>With <see cref="Acquires"/>: the object at this address becomes the resource itself, and nothing is stored for the caller to name: regcomp, glob, inflateInit.</summary>
    InPlace = 128,

    /// <summary>With <see cref="Writes"/>: its contents are read, too. Without Writes every argument is read.</summary>
    Reads = 256,

    /// <summary>
    /// The pointers stored in the object are handed over, the object itself is not: epoll_ctl's event, and what is sent through
    /// a pipe by write.
    /// </summary>
    KeepsContents = 512,

    /// <summary>Keeps and Releases happen only where the call succeeds: fdopen's descriptor, pthread_join's handle.</summary>
    OnSuccess = 1024,

    /// <summary>A descriptor that the function works on: it must be open.</summary>
    Descriptor = 2048,
}
