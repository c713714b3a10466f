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

    /// <summary>Memory that a library hands out and takes back by functions of its own: getaddrinfo, glob, regcomp, SSL_new.</summary>
    Other,

    /// <summary>What processes often keep for as long as they live, on purpose: dlopen, sem_open, timer_create, iconv_open, newlocale.</summary>
    Handle,

    /// <summary>Objects of the program that are initialised and destroyed where they are: mutexes, conditions, barriers, their and a thread's attributes.</summary>
    ThreadObject,
}
