#ifndef LOG_H
#define LOG_H

void log_line(const char *text);
long log_count(void);
void log_start(void);
void log_stop(void);

#endif
