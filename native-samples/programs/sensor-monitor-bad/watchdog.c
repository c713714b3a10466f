#include <fcntl.h>
#include <time.h>
#include <unistd.h>

#include "monitor.h"

static pthread_t watchdog;
static int is_running;

static int beat(int device)
{
    return write(device, "x", 1) == 1 ? 0 : -1;
}

static void *watch(void *argument)
{
    int device = open(argument, O_WRONLY);                     // expect: CK1008 "device"
    if (device < 0)
        return NULL;
    while (beat(device) == 0)
        nanosleep(&(struct timespec) { .tv_sec = 1 }, NULL);
    close(device);
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
