namespace Cleak.Analysis;

/// <summary>
/// What this function did to a lock on a path. A lock of which nothing is noted stands as it stood at entry; what merges is not known.
/// </summary>
/// <remarks><code>
///   entry ── lock ──► Held ── unlock ──► Released ── lock ──► Held
///     │                └── lock, and Released ── unlock ──► Unknown
///     └── unlock ──► Dropped ── lock ──► entry
/// </code></remarks>
internal enum LockState
{
    /// <summary>As at entry.</summary>
    Entry,
    Held,

    /// <summary>Taken and given back here.</summary>
    Released,

    /// <summary>The caller's lock was given back.</summary>
    Dropped,
    Unknown,
}
