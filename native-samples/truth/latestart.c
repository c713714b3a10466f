/* Lets each thread start a while after its creation, and not before its creator waits for something: a variable of the creator that
   may end before the thread looks at it does. Linked with -Wl,--wrap=pthread_create, below the sanitizer's own. */
#define _GNU_SOURCE
#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#define MOST_TURNS 100

struct start {
    pid_t creator;
    void *(*routine)(void *);
    void *argument;
};

int __real_pthread_create(pthread_t *handle, const pthread_attr_t *attributes, void *(*routine)(void *), void *argument);
int __wrap_pthread_create(pthread_t *handle, const pthread_attr_t *attributes, void *(*routine)(void *), void *argument);

/* Whether the kernel would run the thread (proc(5), "R"): on a busy machine it may not yet have left the function that created this one. */
static int is_runnable(pid_t thread)
{
    char path[64], text[256];
    snprintf(path, sizeof path, "/proc/self/task/%d/stat", (int)thread);
    int file = open(path, O_RDONLY | O_CLOEXEC);
    if (file < 0)
        return 0;
    ssize_t length = read(file, text, sizeof text - 1);
    close(file);
    text[length > 0 ? length : 0] = '\0';
    const char *name_end = strrchr(text, ')');
    return name_end != NULL && name_end[1] == ' ' && name_end[2] == 'R';
}

static void *begin_late(void *argument)
{
    struct start start = *(struct start *)argument;
    free(argument);
    int turns = 0;
    do
        nanosleep(&(struct timespec) { .tv_nsec = 30 * 1000 * 1000 }, NULL);
    while (is_runnable(start.creator) && ++turns < MOST_TURNS);
    return start.routine(start.argument);
}

int __wrap_pthread_create(pthread_t *handle, const pthread_attr_t *attributes, void *(*routine)(void *), void *argument)
{
    struct start *start = malloc(sizeof *start);
    if (start == NULL)
        return 11;
    *start = (struct start) { gettid(), routine, argument };
    int result = __real_pthread_create(handle, attributes, begin_late, start);
    if (result != 0)
        free(start);
    return result;
}
