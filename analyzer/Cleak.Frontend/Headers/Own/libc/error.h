#ifndef __CLEAK_ERROR_H
#define __CLEAK_ERROR_H
void error(int status, int number, const char *format, ...) __attribute__((format(printf, 3, 4)));
void error_at_line(int status, int number, const char *file, unsigned int line, const char *format, ...);
extern unsigned int error_message_count;
extern int error_one_per_line;
#endif
