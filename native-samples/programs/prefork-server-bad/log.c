#include "log.h"

#include <pthread.h>
#include <stdatomic.h>
#include <string.h>
#include <unistd.h>

/* Lines are counted under a lock; a thread of its own writes them out now and then. */
static pthread_mutex_t log_lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_t flusher;
static atomic_int stopping;
static long lines, pending;

static void *flush(void *unused)
{
    while (!stopping) {
        pthread_mutex_lock(&log_lock);
        pending = 0;
        pthread_mutex_unlock(&log_lock);
        usleep(1000);
    }
    return unused;
}

void log_line(const char *text)
{
    pthread_mutex_lock(&log_lock);                         // flow a2: pthread_mutex_lock
    lines += text[0] != '\0';
    pending += (long)strlen(text);
    pthread_mutex_unlock(&log_lock);
}

long log_count(void)
{
    return lines;
}

void log_start(void)
{
    if (pthread_create(&flusher, NULL, flush, NULL) != 0)
        _exit(1);
}

void log_stop(void)
{
    stopping = 1;
    pthread_join(flusher, NULL);
}
