using System.Collections.Immutable;
using static Cleak.Analysis.ModelLanguage;

namespace Cleak.Analysis;

/// <summary>
/// libuv 1.44's reference: threads, locks, and what its pool of threads does where a callback is given (design, "Thread pool"). A uv_thread_t is
/// a pthread_t; results are 0, or an error below it.
/// </summary>
public static class Libuv
{
    public static ImmutableArray<FunctionModel> Models { get; } =
    [
        // Threads
        ReturnsCode("uv_thread_create").AcquiresInto(0, "thread", ResourceKind.Thread).Reads(1).Keeps(1, 2).As(Behavior.ThreadCreateC11, 0, 1, 2).AllocatesInside(),
        ReturnsCode("uv_thread_create_ex").AcquiresInto(0, "thread", ResourceKind.Thread).Reads(1, 2).Keeps(2, 3).As(Behavior.ThreadCreateC11, 0, 2, 3).AllocatesInside(),
        ReturnsCode("uv_thread_join").Reads(0).As(Behavior.ThreadJoinAt, 0).AllocatesInside(),
        Does("uv_thread_self").As(Behavior.ThreadSelf),
        Does("uv_thread_equal").Reads(0, 1),

        // Locks: what cannot be had ends the process.
        ReturnsCode("uv_mutex_init").Initializes(0, "uv_mutex", ResourceKind.ThreadObject),
        ReturnsCode("uv_mutex_init_recursive").Initializes(0, "uv_mutex", ResourceKind.ThreadObject),
        Does("uv_mutex_destroy").Releases(0, "uv_mutex", ResourceKind.ThreadObject),
        Does("uv_mutex_lock").Reads(0).As(Behavior.Lock, 0),
        ReturnsCode("uv_mutex_trylock").Reads(0).As(Behavior.TryLock, 0),
        Does("uv_mutex_unlock").Reads(0).As(Behavior.Unlock, 0),
        ReturnsCode("uv_rwlock_init").Initializes(0, "uv_rwlock", ResourceKind.ThreadObject),
        Does("uv_rwlock_destroy").Releases(0, "uv_rwlock", ResourceKind.ThreadObject),
        Does("uv_rwlock_rdlock").Reads(0).As(Behavior.Lock, 0),
        Does("uv_rwlock_rdunlock").Reads(0).As(Behavior.Unlock, 0),
        Does("uv_rwlock_wrlock").Reads(0).As(Behavior.Lock, 0),
        Does("uv_rwlock_wrunlock").Reads(0).As(Behavior.Unlock, 0),

        // Work for the pool, which is made with the first
        ReturnsCode("uv_queue_work").UpdatesIfGiven(0).WritesDeep(1).Keeps(0, 1, 2, 3).As(Behavior.ThreadStart, 2).CreatesThreads(),
        ReturnsCode("uv_getaddrinfo").UpdatesIfGiven(0).WritesDeep(1).Keeps(0, 1, 2).As(Behavior.PoolWork, 2).CreatesThreads().LocksProcess(),
        ReturnsCode("uv_getnameinfo").UpdatesIfGiven(0).WritesDeep(1).Keeps(0, 1, 2).As(Behavior.PoolWork, 2).CreatesThreads().LocksProcess(),
        ReturnsCode("uv_random").UpdatesIfGiven(0).Keeps(0, 1, 2, 5).As(Behavior.PoolWork, 5).CreatesThreads(),
        .. Files(3, "close unlink rmdir mkdtemp mkstemp opendir readdir closedir stat lstat fstat fsync fdatasync readlink realpath statfs"),
        .. Files(4, "mkdir scandir rename ftruncate access chmod fchmod link"),
        .. Files(5, "open symlink utime futime lutime chown fchown lchown copyfile"),
        .. Files(6, "read write sendfile"),
    ];

    /// <summary>Operations on files: loop, request, … and the callback last.</summary>
    private static IEnumerable<FunctionModel> Files(int callback, string names)
    {
        foreach (var name in names.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
        {
            FunctionModel model = Returns("uv_fs_" + name, int.MinValue, int.MaxValue).UpdatesIfGiven(0).WritesDeep(1).Keeps(0, 1, callback).As(Behavior.PoolWork, callback).CreatesThreads();
            yield return name is "read" ? model.KeepsContents(3).WritesDeep(3) : name is "write" ? model.KeepsContents(3) : model;
        }
    }
}
