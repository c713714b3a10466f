// run: threads
/* Handles that are copied from where they were kept, and joined under another name. */
#include <pthread.h>
#include <stdlib.h>

struct owner {
    pthread_t watched;
    int is_there;
};

static pthread_t clock_thread, watcher;
static struct owner owner;

static void *work(void *argument)
{
    return argument;
}

static int start_clock(void)
{
    return pthread_create(&clock_thread, NULL, work, NULL);    // ok: CK1002
}

/* Copied, but only to be looked at. */
static int start_watcher(void)
{
    if (pthread_create(&watcher, NULL, work, NULL) != 0)    // expect: CK1002 "owner.watched"
        return -1;
    owner.watched = watcher;
    owner.is_there = 1;
    return 0;
}

/* All are gathered, and joined in a loop. */
static int stop_all(const pthread_t *others, unsigned count)
{
    pthread_t *gathered = malloc((count + 1) * sizeof *gathered);
    unsigned n = 0;
    if (gathered == NULL)
        return -1;
    for (unsigned i = 0; i < count; i++)
        gathered[n++] = others[i];
    gathered[n++] = clock_thread;
    for (unsigned i = 0; i < n; i++)
        pthread_join(gathered[i], NULL);
    free(gathered);
    return 0;
}

int main(void)
{
    if (start_clock() != 0 || start_watcher() != 0)
        return 1;
    return stop_all(NULL, 0) == 0 && owner.is_there && pthread_equal(owner.watched, watcher) ? 0 : 1;
}
