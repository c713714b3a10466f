// run: fork
/* Handlers that keep to what is safe, and functions that look like handlers and are none. */
#define _GNU_SOURCE
#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/signalfd.h>
#include <sys/wait.h>
#include <syslog.h>
#include <unistd.h>

static volatile sig_atomic_t stop, children, alarms;
static int wake[2];

/* A flag. */
static void on_terminate(int number)
{
    (void)number;
    stop = 1;                                      // ok: CK2004
}

/* A byte into a pipe, errno as it was. */
static void on_io(int number)
{
    int error = errno;
    char byte = (char)number;
    if (write(wake[1], &byte, 1) < 0)              // ok: CK2004
        stop = 1;
    errno = error;
}

/* Children are collected where they end. */
static void on_child(int number)
{
    int error = errno;
    (void)number;
    while (waitpid(-1, NULL, WNOHANG) > 0)         // ok: CK2004
        children++;
    errno = error;
}

/* Text by hand, and the quick end. */
static void say(const char *text)
{
    if (write(2, text, strlen(text)) < 0)          // ok: CK2004
        _exit(2);
}

static void on_user1(int number)
{
    (void)number;
    say("");                                       // ok: CK2004
}

/* Prints only for a signal that it is not registered for. */
static void on_alarm(int number)
{
    if (number == SIGINT)
        printf("interrupted\n");                   // ok: CK2004
    alarms++;
}

/* The table has more functions than handlers. */
static int report(int number)
{
    return printf("%d\n", number);                 // ok: CK2004
}

static void on_continue(int number)
{
    (void)number;
    alarms++;
}

static const struct {
    int number;
    void (*handler)(int);
    int (*report)(int);
} table[] = {
    { SIGCONT, on_continue, report },
};

/* A thread that takes signals is no handler: it may do anything. */
static void *take_signals(void *unused)
{
    sigset_t set;
    int number;
    sigemptyset(&set);
    sigaddset(&set, SIGUSR2);
    if (sigwait(&set, &number) == 0)
        printf("signal %d\n", number);             // ok: CK2004
    return unused;
}

/* Nor is who reads a signalfd. */
static void take_by_descriptor(int descriptor)
{
    struct signalfd_siginfo info;
    if (read(descriptor, &info, sizeof info) == sizeof info)
        printf("signal %u\n", info.ssi_signo);     // ok: CK2004
}

/* Called on the ordinary way as well as by atexit: no handler of signals. */
static char *state;

static void clean_up(void)
{
    free(state);                                   // ok: CK2004
    state = NULL;
}

/* With a signal that can be caught, and the address of a structure, sigaction does not fail: nothing is logged. */
static int set_handler(int number, void (*handler)(int))
{
    struct sigaction action;
    memset(&action, 0, sizeof action);
    sigemptyset(&action.sa_mask);
    action.sa_handler = handler;
    if (sigaction(number, &action, NULL) < 0) {
        syslog(LOG_DEBUG, "no handler for %d", number);
        return -1;
    }
    return 0;
}

static void on_window(int number)
{
    (void)number;
    if (set_handler(SIGWINCH, SIG_DFL) < 0)        // ok: CK2004
        stop = 1;
}

int main(void)
{
    sigset_t blocked, one;
    pthread_t taker;
    if (pipe(wake) != 0)
        return 1;
    state = strdup("state");
    atexit(clean_up);

    struct sigaction action;
    memset(&action, 0, sizeof action);
    sigemptyset(&action.sa_mask);
    action.sa_handler = on_terminate;
    sigaction(SIGTERM, &action, NULL);
    action.sa_handler = on_io;
    sigaction(SIGIO, &action, NULL);
    action.sa_handler = SIG_IGN;
    sigaction(SIGPIPE, &action, NULL);
    signal(SIGCHLD, on_child);
    signal(SIGUSR1, on_user1);
    signal(SIGALRM, on_alarm);
    signal(SIGHUP, SIG_IGN);
    set_handler(SIGWINCH, on_window);
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++)
        signal(table[i].number, table[i].handler);

    sigemptyset(&blocked);
    sigaddset(&blocked, SIGUSR2);
    sigaddset(&blocked, SIGURG);
    pthread_sigmask(SIG_BLOCK, &blocked, NULL);
    if (pthread_create(&taker, NULL, take_signals, NULL) != 0)
        return 1;
    kill(getpid(), SIGUSR2);
    pthread_join(taker, NULL);

    sigemptyset(&one);
    sigaddset(&one, SIGURG);
    int descriptor = signalfd(-1, &one, 0);
    if (descriptor >= 0) {
        kill(getpid(), SIGURG);
        take_by_descriptor(descriptor);
        close(descriptor);
    }

    raise(SIGTERM);
    raise(SIGIO);
    raise(SIGCHLD);
    raise(SIGUSR1);
    raise(SIGALRM);
    raise(SIGCONT);
    raise(SIGWINCH);
    table[0].report((int)stop);
    close(wake[0]);
    close(wake[1]);
    return 0;
}
