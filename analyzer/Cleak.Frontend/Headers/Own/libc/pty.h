#ifndef __CLEAK_PTY_H
#define __CLEAK_PTY_H
#include <termios.h>
#include <sys/ioctl.h>
int openpty(int *primary, int *secondary, char *name, const struct termios *settings, const struct winsize *size);
int forkpty(int *primary, char *name, const struct termios *settings, const struct winsize *size);
#endif
