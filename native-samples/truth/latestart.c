/* Lets each thread start a while after its creation: a variable of the creator that may end before the thread looks at it does. Linked
   with -Wl,--wrap=pthread_create, below the sanitizer's own. */
#define _GNU_SOURCE
#include <pthread.h>
#include <stdlib.h>
#include <time.h>

struct start {
    void *(*routine)(void *);
    void *argument;
};

int __real_pthread_create(pthread_t *handle, const pthread_attr_t *attributes, void *(*routine)(void *), void *argument);
int __wrap_pthread_create(pthread_t *handle, const pthread_attr_t *attributes, void *(*routine)(void *), void *argument);

static void *begin_late(void *argument)
{
    struct start start = *(struct start *)argument;
    free(argument);
    nanosleep(&(struct timespec) { .tv_nsec = 30 * 1000 * 1000 }, NULL);
    return start.routine(start.argument);
}

int __wrap_pthread_create(pthread_t *handle, const pthread_attr_t *attributes, void *(*routine)(void *), void *argument)
{
    struct start *start = malloc(sizeof *start);
    if (start == NULL)
        return 11;
    *start = (struct start) { routine, argument };
    int result = __real_pthread_create(handle, attributes, begin_late, start);
    if (result != 0)
        free(start);
    return result;
}
