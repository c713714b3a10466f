#ifndef MONITOR_H
#define MONITOR_H

#include <pthread.h>

struct sensor {
    const char *path;
    int input;
    pthread_t poller;
    int samples;
};

/* poller.c */
int sensor_start(struct sensor *sensor, const char *path, int input);
void sensor_stop(struct sensor *sensor);

/* watchdog.c */
int watchdog_start(const char *path);
void watchdog_stop(void);

#endif
