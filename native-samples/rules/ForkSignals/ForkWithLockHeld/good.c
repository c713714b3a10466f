// run: fork
/* Forks beside locks, where the child does not meet them. */
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <unistd.h>

static atomic_int stopping;
static pthread_mutex_t table_lock = PTHREAD_MUTEX_INITIALIZER;
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

/* The child execs, or ends at once. */
int child_executes(void)
{
    static char *arguments[] = { "true", NULL };
    pthread_mutex_lock(&table_lock);
    table[0]++;
    pid_t child = fork();                          // ok: CK2007
    if (child == 0) {
        execv("/bin/true", arguments);
        _exit(127);
    }
    pthread_mutex_unlock(&table_lock);
    return wait_for(child);
}

/* Both give it back. */
int both_unlock(void)
{
    pthread_mutex_lock(&table_lock);
    pid_t child = fork();                          // ok: CK2007
    pthread_mutex_unlock(&table_lock);
    if (child == 0) {
        table[1]++;
        _exit(0);
    }
    return wait_for(child);
}

/* The child gives it back before it needs it. */
int child_unlocks_first(void)
{
    pthread_mutex_lock(&table_lock);
    pid_t child = fork();                          // ok: CK2007
    if (child == 0) {
        pthread_mutex_unlock(&table_lock);
        pthread_mutex_lock(&table_lock);
        table[2]++;
        pthread_mutex_unlock(&table_lock);
        _exit(0);
    }
    pthread_mutex_unlock(&table_lock);
    return wait_for(child);
}

/* Given back before the fork. */
int unlocked_before(void)
{
    pthread_mutex_lock(&table_lock);
    table[3]++;
    pthread_mutex_unlock(&table_lock);
    pid_t child = fork();                          // ok: CK2007
    if (child == 0)
        _exit(0);
    return wait_for(child);
}

/* The parent alone goes on under it. */
int parent_goes_on(void)
{
    pthread_mutex_lock(&table_lock);
    pid_t child = fork();                          // ok: CK2007
    if (child == 0)
        _exit(table[4]);
    table[4]++;
    pthread_mutex_unlock(&table_lock);
    pthread_mutex_lock(&table_lock);
    pthread_mutex_unlock(&table_lock);
    return wait_for(child);
}

int main(void)
{
    pthread_t ticker;
    if (pthread_create(&ticker, NULL, tick, NULL) != 0)
        return 1;
    int failures = child_executes() + both_unlock() + child_unlocks_first() + unlocked_before() + parent_goes_on();
    stopping = 1;
    pthread_join(ticker, NULL);
    return failures == 12345;
}
