// run: memory
/* A thread returns a record to whoever joins it, and nobody can: it is detached. */
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <unistd.h>

static atomic_int finished;

struct result {
    int code;
    long bytes;
};

static void *measure(void *argument)
{
    struct result *result = malloc(sizeof *result);        // flow a3: malloc
    if (result == NULL)
        return NULL;
    result->code = 0;
    result->bytes = *(long *)argument * 2;
    finished++;
    return result;                         // expect a: CK1003 "result" // flow a4: result
}

static void *measure_and_exit(void *argument)
{
    struct result *result = calloc(1, sizeof *result);     // flow b1: calloc
    if (result != NULL)
        result->bytes = *(long *)argument;
    finished++;
    pthread_exit(result);                  // expect b: CK1003 "result" // flow b2: pthread_exit
}

int main(void)
{
    static long size = 21;
    pthread_t first, second;
    if (pthread_create(&first, NULL, measure, &size) != 0) // flow a1: pthread_create
        return 1;
    pthread_detach(first);                 // flow a2: detach
    if (pthread_create(&second, NULL, measure_and_exit, &size) != 0)
        return 1;
    pthread_detach(second);
    /* The last thread of a process holds its result until the end: main outlives both. */
    while (finished < 2)
        usleep(1000);
    usleep(200000);
    return 0;
}
