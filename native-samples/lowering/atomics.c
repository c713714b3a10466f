/* Atomic operations as one thread sees them. */
#include <stdatomic.h>
#include <stdbool.h>
int shared;
_Atomic int counter;
int *_Atomic where;
atomic_flag flag = ATOMIC_FLAG_INIT;

int gnu(int *p, int n)
{
    int old = __atomic_load_n(p, __ATOMIC_ACQUIRE);
    __atomic_store_n(p, n, __ATOMIC_RELEASE);
    old += __atomic_exchange_n(p, n + 1, __ATOMIC_SEQ_CST);
    old += __atomic_fetch_add(p, 2, __ATOMIC_RELAXED);
    old += __atomic_sub_fetch(p, 1, __ATOMIC_RELAXED);
    old += __atomic_fetch_or(p, 4, __ATOMIC_RELAXED);
    return old;
}

int by_pointer(int *p, int *q, int *r)
{
    __atomic_load(p, q, __ATOMIC_SEQ_CST);
    __atomic_store(p, q, __ATOMIC_SEQ_CST);
    __atomic_exchange(p, q, r, __ATOMIC_SEQ_CST);
    return *q;
}

bool compare(int *p, int *expected, int desired)
{
    return __atomic_compare_exchange_n(p, expected, desired, 0, __ATOMIC_SEQ_CST, __ATOMIC_SEQ_CST);
}

int older(int *p, int n)
{
    __sync_synchronize();
    int old = __sync_fetch_and_add(p, n);
    old += __sync_sub_and_fetch(p, 1);
    if (__sync_bool_compare_and_swap(p, 1, 2))
        old++;
    old += __sync_val_compare_and_swap(p, 3, 4);
    old += __sync_lock_test_and_set(p, 5);
    __sync_lock_release(p);
    return old;
}

int c11(void)
{
    int expected = 1;
    atomic_store(&counter, 1);
    atomic_fetch_add(&counter, 2);
    if (atomic_compare_exchange_strong(&counter, &expected, 5))
        return atomic_load(&counter);
    counter++;
    counter += 2;
    return counter + atomic_exchange(&counter, 9);
}

int *pointers(int *p)
{
    atomic_store_explicit(&where, p, memory_order_release);
    atomic_fetch_add(&where, 1);
    return atomic_load(&where);
}

void lock(void)
{
    while (atomic_flag_test_and_set(&flag))
        ;
    atomic_flag_clear(&flag);
    atomic_thread_fence(memory_order_seq_cst);
}

/* What a signal handler may share: volatile sig_atomic_t, also behind typedefs, in fields and arrays; volatile alone is not atomic. */
#include <signal.h>

typedef volatile sig_atomic_t signal_flag;

struct signals {
    signal_flag seen[4];
    sig_atomic_t plain;
};

volatile sig_atomic_t interrupted;
volatile int merely;

void on_signal(struct signals *signals, int number)
{
    interrupted = 1;
    merely = interrupted;
    signals->seen[number] = 1;
    signals->plain = number;
}
