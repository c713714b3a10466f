#ifndef THREAD_H
#define THREAD_H

#include <pthread.h>

/* The relay's own layer over the platform's threads. */
struct thread {
    pthread_t handle;
};

int thread_start(struct thread *thread, void *(*routine)(void *), void *argument);
int thread_start_small(struct thread *thread, void *(*routine)(void *), void *argument);
int thread_start_detached(void *(*routine)(void *), void *argument);
int thread_start_logged(const char *name, void *(*routine)(void *), void *argument);
int thread_wait(struct thread *thread);

#endif
