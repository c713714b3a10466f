namespace Cleak.Analysis;

/// <summary>Whose promises about the C library hold where the program runs.</summary>
public enum LibcProfile
{
    /// <summary>Only what the standard promises.</summary>
    Posix,

    /// <summary>GNU: repairs its own allocator in the child of a fork.</summary>
    Glibc,

    /// <summary>musl: since 1.2.2 repairs its own allocator in the child of a fork.</summary>
    Musl,
}
