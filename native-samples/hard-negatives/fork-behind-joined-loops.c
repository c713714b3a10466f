// run: fork
/* All threads that one loop created are joined by another, each by the same question, before anything forks. */
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <unistd.h>

struct worker {
    pthread_t thread;
    int id, done;
};

static void *work(void *argument)
{
    ((struct worker *)argument)->done = 1;
    free(malloc(16));
    return NULL;
}

static void *churn(void *unused)
{
    free(malloc(16));
    return unused;
}

static int is_set(unsigned long mask, unsigned bit)
{
    return (mask >> bit) & 1;
}

static int forked(const char *path)
{
    pid_t child = fork();
    if (child == 0) {
        char *copy = strdup(path);                 // ok: CK2001
        free(copy);                                // ok: CK2001
        _exit(0);
    }
    return child < 0 || waitpid(child, NULL, 0) != child;
}

/* Records with the handle in them, and a first loop that may stop early. */
static int measure(unsigned count, unsigned long mask)
{
    struct worker *workers = calloc(count, sizeof *workers);
    if (workers == NULL)
        return 1;
    for (unsigned i = 0; i < count; i++) {
        struct worker *worker = &workers[i];
        if (!is_set(mask, i))
            continue;
        worker->id = (int)i;
        if (pthread_create(&worker->thread, NULL, work, worker) != 0) {
            count = i;
            break;
        }
    }
    for (unsigned i = 0; i < count; i++) {
        struct worker *worker = &workers[i];
        if (!is_set(mask, i))
            continue;
        pthread_join(worker->thread, NULL);
    }
    free(workers);
    return 0;
}

/* An array of the function's own. */
static int in_array(unsigned long mask)
{
    pthread_t threads[8];
    for (unsigned i = 0; i < 8; i++)
        if (is_set(mask, i) && pthread_create(&threads[i], NULL, churn, NULL) != 0)
            abort();
    for (unsigned i = 0; i < 8; i++)
        if (is_set(mask, i))
            pthread_join(threads[i], NULL);
    return forked("/array");
}

/* An array on the heap. */
static int on_heap(unsigned count, const char *names)
{
    pthread_t *threads = calloc(count, sizeof *threads);
    if (threads == NULL)
        return 1;
    for (unsigned i = 0; i < count; i++)
        if (names[i] == 'a' && pthread_create(&threads[i], NULL, churn, NULL) != 0)
            abort();
    for (unsigned i = 0; i < count; i++)
        if (names[i] == 'a')
            pthread_join(threads[i], NULL);
    free(threads);
    return forked("/heap");
}

int main(int count, char **arguments)
{
    int failures = measure(4, (unsigned long)count | 2);
    failures += forked(arguments[0]);
    failures += in_array((unsigned long)count | 4);
    return failures + on_heap(3, "aba");
}
