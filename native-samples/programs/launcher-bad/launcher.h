#ifndef LAUNCHER_H
#define LAUNCHER_H

#include <sys/types.h>

/* A log that a thread of its own writes, so that nobody waits for it. */
int log_start(void);
void log_stop(void);
void log_line(const char *text);

/* Runs `program` with one argument in a process of its own. */
pid_t launch(const char *program, const char *argument);

/* Replaces this process. */
void execute(const char *program, const char *argument);

#endif
