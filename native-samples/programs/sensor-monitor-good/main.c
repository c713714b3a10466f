// run: memory
#include <time.h>
#include <unistd.h>

#include "monitor.h"

int main(void)
{
    static struct sensor sensor;
    int ends[2];
    if (pipe(ends) != 0)
        return 1;
    int failures = sensor_start(&sensor, "pipe", ends[0]) + watchdog_start("/dev/null");
    nanosleep(&(struct timespec) { .tv_nsec = 300 * 1000 * 1000 }, NULL);
    sensor_stop(&sensor);
    watchdog_stop();
    close(ends[0]);
    close(ends[1]);
    return failures;
}
