using System.Collections.Immutable;
using static Cleak.Analysis.ModelLanguage;

namespace Cleak.Analysis;

/// <summary>
/// The Apache Portable Runtime 1.7. What a pool gives ends with the pool, and a pool ends with its parent: none of it is the
/// caller's to release. Threads and locks are real ones.
/// </summary>
public static class Apr
{
    public static ImmutableArray<FunctionModel> Models { get; } =
    [
        // Pools
        ReturnsCode("apr_initialize").AllocatesInside(),
        Does("apr_terminate").AllocatesInside(),
        ReturnsCode("apr_pool_create_ex").Writes(0).CallsIfGiven(2).AllocatesInside(),
        ReturnsCode("apr_pool_create_ex_debug").Writes(0).CallsIfGiven(2).AllocatesInside(),
        ReturnsCode("apr_pool_create_unmanaged_ex").AcquiresInto(0, "apr_pool_unmanaged").AllocatesInside(),
        Does("apr_pool_clear").Reads(0).AllocatesInside(),
        Does("apr_pool_destroy").Releases(0, "apr_pool_unmanaged").AllocatesInside(),
        LendsAlways("apr_palloc").Reads(0).AllocatesInside(),
        LendsAlways("apr_pcalloc").Reads(0).AllocatesInside(),
        LendsAlways("apr_palloc_debug").Reads(0).AllocatesInside(),
        LendsAlways("apr_pcalloc_debug").Reads(0).AllocatesInside(),
        LendsAlways("apr_pmemdup").Reads(0).AllocatesInside(),
        Lends("apr_pstrdup").Reads(0).AllocatesInside(),
        Lends("apr_pstrndup").Reads(0).AllocatesInside(),
        Lends("apr_pstrmemdup").Reads(0).AllocatesInside(),
        LendsAlways("apr_pstrcat").Reads(0).AllocatesInside(),
        LendsAlways("apr_psprintf").Reads(0, 1).AllocatesInside(),
        LendsAlways("apr_pvsprintf").Reads(0, 1).AllocatesInside(),
        LendsAlways("apr_itoa").Reads(0).AllocatesInside(),
        Does("apr_pool_cleanup_register").Reads(0).Keeps(1, 2, 3).As(Behavior.Callback, 2, 1).AllocatesInside(),
        Does("apr_pool_pre_cleanup_register").Reads(0).Keeps(1, 2).As(Behavior.Callback, 2, 1).AllocatesInside(),
        Does("apr_pool_cleanup_kill").Reads(0),
        Does("apr_pool_cleanup_run").Reads(0).WritesDeepIfGiven(1).Calls(2),
        ReturnsCode("apr_pool_userdata_set").Keeps(0, 2).Reads(3).AllocatesInside(),
        ReturnsCode("apr_pool_userdata_setn").Keeps(0, 1, 2).Reads(3).AllocatesInside(),
        ReturnsCode("apr_pool_userdata_get").Writes(0).Reads(1, 2),

        // Containers in a pool
        LendsAlways("apr_array_make").Reads(0).AllocatesInside(),
        Lends("apr_array_push").Updates(0).AllocatesInside(),
        Lends("apr_array_pop").Updates(0),
        LendsAlways("apr_table_make").Reads(0).AllocatesInside(),
        Lends("apr_table_get").Reads(0, 1),
        Does("apr_table_set").Updates(0).Reads(1, 2).AllocatesInside(),
        Does("apr_table_setn").Updates(0).Reads(1, 2).Keeps(1, 2).AllocatesInside(),
        Does("apr_table_add").Updates(0).Reads(1, 2).AllocatesInside(),
        Does("apr_table_addn").Updates(0).Reads(1, 2).Keeps(1, 2).AllocatesInside(),
        Does("apr_table_unset").Updates(0).Reads(1),
        LendsAlways("apr_hash_make").Reads(0).AllocatesInside(),
        Lends("apr_hash_get").Reads(0),
        Does("apr_hash_set").Updates(0).Keeps(1, 3).AllocatesInside(),

        // Strings in place
        ReturnsWithin("apr_cpystrn", 0).Writes(0, bytes: 2).As(Behavior.CopyStringBounded, 0, 1, 2),
        Returns("apr_snprintf", int.MinValue, int.MaxValue).WritesIfGiven(0, bytes: 1).Reads(2).As(Behavior.FormatInto, 0, 2, 1),
        Returns("apr_vsnprintf", int.MinValue, int.MaxValue).WritesIfGiven(0, bytes: 1).Reads(2).As(Behavior.FormatInto, 0, 2, 1),
        FindsWithin("apr_strtok", 0).UpdatesIfGiven(0).Reads(1).Updates(2),
        ReturnsArgument("apr_strerror", 1).Writes(1, bytes: 2).AllocatesInside(),

        // Threads. The detach state is in an object that the library hands out.
        ReturnsCode("apr_threadattr_create").Writes(0).Reads(1).AllocatesInside(),
        ReturnsCode("apr_threadattr_detach_set").Updates(0),
        ReturnsCode("apr_threadattr_stacksize_set").Updates(0),
        ReturnsCode("apr_thread_create").AcquiresInto(0, "apr_thread", ResourceKind.Thread).Reads(2, 4).Keeps(2, 3).As(Behavior.ThreadCreate, 0, 1, 2, 3).AllocatesInside(),
        ReturnsCode("apr_thread_join").Writes(0).Reads(1).ReleasesOnSuccess(1, "apr_thread", ResourceKind.Thread).As(Behavior.ThreadJoin, 1).AllocatesInside(),
        ReturnsCode("apr_thread_detach").Reads(0).ReleasesOnSuccess(0, "apr_thread", ResourceKind.Thread).As(Behavior.ThreadDetach, 0),
        NeverReturns("apr_thread_exit").Reads(0).As(Behavior.ThreadExit).AllocatesInside(),
        ReturnsCode("apr_thread_mutex_create").Writes(0).Reads(2).AllocatesInside(),
        ReturnsCode("apr_thread_mutex_destroy").Reads(0),
        ReturnsCode("apr_thread_mutex_lock").Reads(0).As(Behavior.Lock, 0),
        ReturnsCode("apr_thread_mutex_trylock").Reads(0).As(Behavior.TryLock, 0),
        ReturnsCode("apr_thread_mutex_unlock").Reads(0).As(Behavior.Unlock, 0),
        ReturnsCode("apr_thread_rwlock_rdlock").Reads(0).As(Behavior.Lock, 0),
        ReturnsCode("apr_thread_rwlock_wrlock").Reads(0).As(Behavior.Lock, 0),
        ReturnsCode("apr_thread_rwlock_unlock").Reads(0).As(Behavior.Unlock, 0),
        ReturnsCode("apr_thread_cond_wait").Reads(0, 1),
        ReturnsCode("apr_thread_cond_timedwait").Reads(0, 1),
        ReturnsCode("apr_thread_cond_signal").Reads(0),
        ReturnsCode("apr_thread_cond_broadcast").Reads(0),
        ReturnsCode("apr_thread_data_set").Keeps(0, 2).Reads(1, 3).AllocatesInside(),

        // Files and sockets live in pools too, and are closed with them
        ReturnsCode("apr_file_open").Writes(0).Reads(1, 4).AllocatesInside(),
        ReturnsCode("apr_file_close").Reads(0).AllocatesInside(),
        ReturnsCode("apr_file_read").Reads(0).Writes(1).Updates(2),
        ReturnsCode("apr_file_write").Reads(0, 1).Updates(2),
        ReturnsCode("apr_socket_create").Writes(0).Reads(4).AllocatesInside(),
        ReturnsCode("apr_socket_accept").Writes(0).Reads(1, 2).AllocatesInside(),
        ReturnsCode("apr_socket_recv").Reads(0).Writes(1).Updates(2),
        ReturnsCode("apr_socket_send").Reads(0, 1).Updates(2).KeepsContents(1),
        ReturnsCode("apr_socket_close").Reads(0).AllocatesInside(),
    ];
}
