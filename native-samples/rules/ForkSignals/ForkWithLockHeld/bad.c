// run: fork
/* Forks under a lock that the child then needs. */
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <unistd.h>

static atomic_int stopping;
static pthread_mutex_t table_lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_mutex_t jobs_lock = PTHREAD_MUTEX_INITIALIZER;
static int table[16];

static void *tick(void *unused)
{
    while (!stopping)
        usleep(1000);
    return unused;
}

static int wait_for(pid_t child)
{
    int status = 0;
    if (child < 0 || waitpid(child, &status, 0) < 0)
        return -1;
    return WEXITSTATUS(status);
}

/* The child takes it again. */
int again(void)
{
    pthread_mutex_lock(&table_lock);               // flow a1: locked
    pid_t child = fork();                          // expect a: CK2007 "table_lock"
    if (child == 0) {
        pthread_mutex_lock(&table_lock);           // flow a2: again
        table[0]++;
        pthread_mutex_unlock(&table_lock);
        _exit(0);
    }
    pthread_mutex_unlock(&table_lock);
    return wait_for(child);
}

/* In a helper, which takes it and gives it back. */
static void store(int at, int value)
{
    pthread_mutex_lock(&table_lock);
    table[at] = value;
    pthread_mutex_unlock(&table_lock);
}

int in_helper(void)
{
    pthread_mutex_lock(&table_lock);
    table[1] = 1;
    pid_t child = fork();                          // expect b: CK2007 "table_lock"
    if (child == 0) {
        store(2, 2);                               // flow b1: store
        _exit(0);
    }
    pthread_mutex_unlock(&table_lock);
    return wait_for(child);
}

/* The child leaves the function with it, its parent without. */
static pid_t start_job(int job)
{
    pthread_mutex_lock(&jobs_lock);
    table[job]++;
    pid_t child = fork();                          // expect c: CK2007 "jobs_lock"
    if (child == 0)
        return child;                              // flow c1: locked
    pthread_mutex_unlock(&jobs_lock);
    return child;
}

int left_locked(void)
{
    pid_t child = start_job(3);
    if (child == 0) {
        pthread_mutex_lock(&jobs_lock);
        _exit(0);
    }
    return wait_for(child);
}

int main(void)
{
    pthread_t ticker;
    if (pthread_create(&ticker, NULL, tick, NULL) != 0)
        return 1;
    int failures = again() + in_helper() + left_locked();
    stopping = 1;
    pthread_join(ticker, NULL);
    return failures == 12345;
}
