using System.Collections.Frozen;
using Cleak.Analysis;

namespace Cleak.Rules;

/// <summary>
/// Locks inside musl: since 1.2.2 its fork resets those of atexit, gettext, locales, random, sem_open, streams, syslog, time zones and the dynamic
/// linker in the child (src/process/fork.c). The environment has none, and is not whole while another thread changes it.
/// </summary>
internal static class MuslLocks
{
    private static readonly FrozenSet<string> OfVariables = FrozenSet.Create(StringComparer.Ordinal, "setenv", "unsetenv", "putenv", "clearenv");

    /// <summary>With this C library a lock that a library function takes is whole in the child.</summary>
    public static bool AreWhole(LibcProfile libc, string function) => libc == LibcProfile.Musl && !OfVariables.Contains(function);
}
