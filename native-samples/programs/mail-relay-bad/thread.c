#include "thread.h"

#include <stdio.h>

int thread_start(struct thread *thread, void *(*routine)(void *), void *argument)
{
    return pthread_create(&thread->handle, NULL, routine, argument);
}

/* A stack that no address space has room for: the creation fails. */
int thread_start_small(struct thread *thread, void *(*routine)(void *), void *argument)
{
    pthread_attr_t attributes;
    pthread_attr_init(&attributes);
    pthread_attr_setstacksize(&attributes, (size_t)1 << 50);
    int rc = pthread_create(&thread->handle, &attributes, routine, argument);
    pthread_attr_destroy(&attributes);
    return rc;
}

int thread_start_detached(void *(*routine)(void *), void *argument)
{
    struct thread thread;
    if (thread_start(&thread, routine, argument) != 0)
        return -1;
    pthread_detach(thread.handle);
    return 0;
}

/* One layer more, as loggers have it. */
int thread_start_logged(const char *name, void *(*routine)(void *), void *argument)
{
    int rc = thread_start_detached(routine, argument);
    if (rc != 0)
        fprintf(stderr, "%s: no thread\n", name);
    return rc;
}

int thread_wait(struct thread *thread)
{
    return pthread_join(thread->handle, NULL);
}
