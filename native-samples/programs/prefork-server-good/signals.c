#include "signals.h"

#include <signal.h>
#include <string.h>

#include "log.h"

static volatile sig_atomic_t stop, reload;

static void on_terminate(int number)
{
    (void)number;
    stop = 1;
}

static void on_hangup(int number)
{
    (void)number;
    reload = 1;                                            // ok: CK2004
}

static int handle(int number, void (*handler)(int))
{
    struct sigaction action;
    memset(&action, 0, sizeof action);
    action.sa_handler = handler;
    sigemptyset(&action.sa_mask);
    return sigaction(number, &action, NULL);
}

int install_handlers(void)
{
    return handle(SIGTERM, on_terminate) + handle(SIGHUP, on_hangup);
}

int must_stop(void)
{
    if (reload) {
        reload = 0;
        log_line("reloaded");                              // ok: CK2004
    }
    return stop;
}
