// cleak: --libc glibc
// run: fork
/* What the C library repairs in the child is a note; the program's own locks hang with any. */
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static atomic_int stopping, busy;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

static void *tick(void *unused)
{
    while (!stopping) {
        usleep(1000);
        time_t now = 0;
        struct tm parts;
        if (busy && localtime_r(&now, &parts) != NULL && setenv("BUSY", "yes", 1) == 0) {
            pthread_mutex_lock(&lock);
            fputs("busy\n", stderr);
            pthread_mutex_unlock(&lock);
        }
    }
    return unused;
}

static int wait_for(pid_t child)
{
    return child < 0 || waitpid(child, NULL, 0) != child;
}

static int streams(void)
{
    pid_t child = fork();
    if (child == 0) {
        fputs("child\n", stderr);          // expect: CK2002 note "glibc"
        _exit(0);
    }
    return wait_for(child);
}

static int own_lock(void)
{
    pid_t child = fork();
    if (child == 0) {
        pthread_mutex_lock(&lock);         // expect: CK2002 error "lock"
        pthread_mutex_unlock(&lock);
        _exit(0);
    }
    return wait_for(child);
}

static int time_zone(void)
{
    pid_t child = fork();
    if (child == 0) {
        time_t now = 0;
        struct tm parts;
        _exit(localtime_r(&now, &parts) == NULL);          // expect: CK2002 error "localtime_r"
    }
    return wait_for(child);
}

static int environment(void)
{
    pid_t child = fork();
    if (child == 0) {
        setenv("ROLE", "child", 1);        // expect: CK2002 error "setenv"
        _exit(0);
    }
    return wait_for(child);
}

/* Found by its path in PATH: on the stack alone, in both. */
static int executed(void)
{
    pid_t child = fork();
    if (child == 0) {
        char *arguments[] = { "true", NULL };
        execvp("true", arguments);         // ok: CK2002
        _exit(127);
    }
    return wait_for(child);
}

int main(int argc, char **argv)
{
    (void)argv;
    busy = argc > 1;
    pthread_t ticker;
    if (pthread_create(&ticker, NULL, tick, NULL) != 0)
        return 1;
    int failures = streams() + own_lock() + time_zone() + environment() + executed();
    stopping = 1;
    pthread_join(ticker, NULL);
    return failures;
}
