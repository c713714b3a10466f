// run: memory
/* The record goes to the one who joins; a detached thread leaves its result where the others look for it. */
#include <pthread.h>
#include <stdlib.h>

struct result {
    int code;
    long bytes;
};

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t arrived = PTHREAD_COND_INITIALIZER;
static struct result *latest;

static void *measure(void *argument)
{
    struct result *result = malloc(sizeof *result);        // ok: CK1001, CK4001
    if (result == NULL)
        return NULL;
    result->code = 0;
    result->bytes = *(long *)argument * 2;
    return result;
}

static void *measure_and_publish(void *argument)
{
    struct result *result = calloc(1, sizeof *result);     // ok: CK1001, CK4001
    if (result == NULL)
        abort();
    result->bytes = *(long *)argument;
    pthread_mutex_lock(&lock);
    latest = result;
    pthread_cond_signal(&arrived);
    pthread_mutex_unlock(&lock);
    return NULL;
}

int main(void)
{
    static long size = 21;
    pthread_t first, second;
    void *result = NULL;
    if (pthread_create(&first, NULL, measure, &size) != 0)
        return 1;
    pthread_join(first, &result);
    free(result);

    if (pthread_create(&second, NULL, measure_and_publish, &size) != 0)
        return 1;
    pthread_detach(second);
    pthread_mutex_lock(&lock);
    while (latest == NULL)
        pthread_cond_wait(&arrived, &lock);
    free(latest);
    latest = NULL;
    pthread_mutex_unlock(&lock);
    pthread_exit(NULL);
}
