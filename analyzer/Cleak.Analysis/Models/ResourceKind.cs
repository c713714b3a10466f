namespace Cleak.Analysis;

/// <summary>What kind of thing was acquired and must be released.</summary>
public enum ResourceKind : byte
{
    Heap,
    Thread,
    Descriptor,
    Stream,
    Directory,
    Mapping,

    /// <summary>What a library hands out and takes back by functions of its own: getaddrinfo, glob, regcomp, dlopen, sem_open.</summary>
    Other,

    /// <summary>Objects of the program that are initialised and destroyed where they are: mutexes, conditions, barriers, their and a thread's attributes.</summary>
    ThreadObject,
}
