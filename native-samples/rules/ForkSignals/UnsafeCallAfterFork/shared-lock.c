// run: fork
/* A lock that all processes share: the child has no copy of it, and a thread of the parent that holds it gives it back. */
#define _GNU_SOURCE
#include <pthread.h>
#include <stdatomic.h>
#include <stddef.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

struct counter {
    pthread_mutex_t lock;
    long value;
};

static struct counter *counter;
static pthread_mutex_t own_lock = PTHREAD_MUTEX_INITIALIZER;
static long own_value;
static atomic_int stopping;

static int init_lock(pthread_mutex_t *lock)
{
    pthread_mutexattr_t attributes;
    int result = pthread_mutexattr_init(&attributes);
    if (result != 0)
        return result;
    result = pthread_mutexattr_setpshared(&attributes, PTHREAD_PROCESS_SHARED);
    if (result == 0)
        result = pthread_mutex_init(lock, &attributes);
    pthread_mutexattr_destroy(&attributes);
    return result;
}

static struct counter *new_counter(void)
{
    struct counter *made = mmap(NULL, sizeof *made, PROT_READ | PROT_WRITE, MAP_ANONYMOUS | MAP_SHARED, -1, 0);
    if (made == MAP_FAILED)
        return NULL;
    made->value = 0;
    if (init_lock(&made->lock) == 0)
        return made;
    munmap(made, sizeof *made);
    return NULL;
}

static void count(void)
{
    pthread_mutex_lock(&counter->lock);
    counter->value++;
    pthread_mutex_unlock(&counter->lock);
}

static void count_own(void)
{
    pthread_mutex_lock(&own_lock);
    own_value++;
    pthread_mutex_unlock(&own_lock);
}

static void *work(void *unused)
{
    while (!stopping) {
        count();
        count_own();
        usleep(100);
    }
    return unused;
}

static int count_in_child(void)
{
    pid_t child = fork();
    if (child == 0) {
        count();                                   // ok: CK2002
        count_own();                               // expect: CK2002 "own_lock"
        _exit(0);
    }
    return child < 0 || waitpid(child, NULL, 0) < 0;
}

int main(void)
{
    pthread_t thread;
    counter = new_counter();
    if (counter == NULL || pthread_create(&thread, NULL, work, NULL) != 0)
        return 1;
    int status = count_in_child();
    stopping = 1;
    pthread_join(thread, NULL);
    pthread_mutex_destroy(&counter->lock);
    munmap(counter, sizeof *counter);
    return status;
}
