#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "monitor.h"

static int wait_for_bytes(int input, char *bytes, int count)
{
    int got = 0;
    while (got < count) {
        ssize_t n = read(input, bytes + got, (size_t)(count - got));
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            return -1;
        got += (int)n;
    }
    return 0;
}

static void *poll_sensor(void *argument)
{
    struct sensor *sensor = argument;
    for (;;) {
        char *frame = malloc(16);          // expect a: CK1008 "frame"
        if (frame == NULL)
            return NULL;
        if (wait_for_bytes(sensor->input, frame, 16) == 0)     // flow a1: wait_for_bytes
            sensor->samples += frame[0];
        free(frame);
    }
}

int sensor_start(struct sensor *sensor, const char *path, int input)
{
    memset(sensor, 0, sizeof *sensor);
    sensor->path = path;
    sensor->input = input;
    return pthread_create(&sensor->poller, NULL, poll_sensor, sensor);
}

void sensor_stop(struct sensor *sensor)
{
    if (pthread_cancel(sensor->poller) == 0)
        pthread_join(sensor->poller, NULL);
}
