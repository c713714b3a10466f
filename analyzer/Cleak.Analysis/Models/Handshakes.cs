using System.Collections.Frozen;

namespace Cleak.Analysis;

/// <summary>
/// Functions that wait until somebody else does something: semaphores, conditions, barriers, and reads of what another writes. Who
/// comes back from one may know what another thread has done. Waiting for nothing but time is none (sleep), nor is taking a lock.
/// </summary>
public static class Handshakes
{
    public static FrozenSet<string> Names { get; } =
        """
        pthread_cond_wait pthread_cond_timedwait pthread_cond_clockwait cnd_wait cnd_timedwait
        sem_wait sem_timedwait sem_clockwait sem_trywait sem_getvalue pthread_barrier_wait
        pthread_join pthread_tryjoin_np pthread_timedjoin_np pthread_clockjoin_np thrd_join pthread_kill pthread_once call_once
        read readv pread preadv pread64 recv recvfrom recvmsg recvmmsg poll ppoll select pselect epoll_wait epoll_pwait epoll_pwait2
        accept accept4 eventfd_read sigwait sigwaitinfo sigtimedwait sigsuspend sigpause pause
        mq_receive mq_timedreceive msgrcv semop semtimedop aio_suspend syscall wait waitpid waitid wait3 wait4
        fgets fgetc getc getchar getline getdelim fread fscanf
        g_cond_wait g_cond_wait_until g_async_queue_pop g_async_queue_timeout_pop g_async_queue_try_pop g_thread_join
        g_main_loop_run g_main_context_iteration g_task_run_in_thread_sync
        uv_thread_join uv_cond_wait uv_cond_timedwait uv_sem_wait uv_barrier_wait uv_run
        """.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Locks: two paths that meet through one are in an order, but neither waits for what the other does.</summary>
    public static bool Locks(FunctionModel model) => model.Behavior is Behavior.Lock or Behavior.TryLock or Behavior.Unlock;
}
