#include <fcntl.h>
#include <stdint.h>
#include <time.h>
#include <unistd.h>

#include "monitor.h"

static pthread_t watchdog;
static int is_running;

static int beat(int device)
{
    return write(device, "x", 1) == 1 ? 0 : -1;
}

static void close_device(void *argument)
{
    close((int)(intptr_t)argument);
}

static void *watch(void *argument)
{
    int device = open(argument, O_WRONLY);                     // ok: CK1008
    if (device < 0)
        return NULL;
    pthread_cleanup_push(close_device, (void *)(intptr_t)device);
    while (beat(device) == 0)
        nanosleep(&(struct timespec) { .tv_sec = 1 }, NULL);
    pthread_cleanup_pop(1);
    return NULL;
}

int watchdog_start(const char *path)
{
    int rc = pthread_create(&watchdog, NULL, watch, (void *)path);
    is_running = rc == 0;
    return rc;
}

void watchdog_stop(void)
{
    if (!is_running)
        return;
    pthread_cancel(watchdog);
    pthread_join(watchdog, NULL);
    is_running = 0;
}
