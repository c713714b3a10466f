// cleak: --notes errno
// run: none errno is no call that could be watched
/* What was interrupted asks errno: handlers that put it back, and handlers that do not. */
#include <errno.h>
#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static int wake[2];
static volatile sig_atomic_t children, stop;

static void on_io(int number)
{
    char byte = (char)number;
    if (write(wake[1], &byte, 1) < 0)              // expect a: CK2004 note "comes back with errno changed" // flow a2: write
        stop = 1;
}

/* Through a helper. */
static void collect(void)
{
    while (waitpid(-1, NULL, WNOHANG) > 0)         // flow b3: waitpid
        children++;
}

static void on_child(int number)
{
    (void)number;
    collect();                                     // expect b: CK2004 note "errno" // flow b2: collect
}

/* Put back on one way only. */
static void on_window(int number)
{
    int error = errno;
    if (write(wake[1], "w", 1) < 0)                // expect: CK2004 note "errno"
        return;
    stop = number;
    errno = error;
}

/* Saved and put back. */
static void on_user1(int number)
{
    int error = errno;
    char byte = (char)number;
    if (write(wake[1], &byte, 1) < 0)              // ok: CK2004
        stop = 1;
    errno = error;
}

/* By the helper. */
static void collect_quietly(void)
{
    int error = errno;
    while (waitpid(-1, NULL, WNOHANG) > 0)
        children++;
    errno = error;
}

static void on_user2(int number)
{
    (void)number;
    collect_quietly();                             // ok: CK2004
}

/* Nothing that sets it. */
static void on_terminate(int number)
{
    stop = number;
}

/* It does not come back. */
static void on_alarm(int number)
{
    if (write(2, "late\n", 5) < 0)                 // ok: CK2004
        _exit(number);
    _exit(1);
}

int main(void)
{
    if (pipe(wake) != 0)
        return 1;
    signal(SIGIO, on_io);                          // flow a1: on_io
    signal(SIGCHLD, on_child);                     // flow b1: on_child
    signal(SIGWINCH, on_window);
    signal(SIGUSR1, on_user1);
    signal(SIGUSR2, on_user2);
    signal(SIGTERM, on_terminate);
    signal(SIGALRM, on_alarm);
    raise(SIGIO);
    return 0;
}
