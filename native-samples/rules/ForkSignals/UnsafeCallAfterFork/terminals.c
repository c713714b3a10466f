// run: fork
/* Children on terminals of their own: forkpty is a fork. */
#define _GNU_SOURCE
#include <pthread.h>
#include <pty.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <unistd.h>

static atomic_int stopping, busy;

static void *idle(void *unused)
{
    while (!stopping) {
        usleep(500);
        if (busy && setenv("IDLE", "no", 1) == 0)
            puts("busy");
    }
    return unused;
}

static int wait_for(pid_t child)
{
    int status = 0;
    if (child < 0 || waitpid(child, &status, 0) < 0)
        return -1;
    return WEXITSTATUS(status);
}

/* The environment of the child's program is set in the child. */
static int run_named(const char *name)
{
    int master;
    pid_t child = forkpty(&master, NULL, NULL, NULL);      // flow a1: forkpty
    if (child == 0) {
        setenv("TERM", name, 1);                   // expect a: CK2002 error "setenv"
        execl("/bin/true", "true", (char *)NULL);
        _exit(127);
    }
    if (child < 0)
        return -1;
    int rc = wait_for(child);
    close(master);
    return rc;
}

/* Nothing but exec. */
static int run_quietly(void)
{
    int master;
    pid_t child = forkpty(&master, NULL, NULL, NULL);
    switch (child) {
    case -1:
        return -1;
    case 0:
        execl("/bin/true", "true", (char *)NULL);  // ok: CK2002
        _exit(127);
    default:
        wait_for(child);
        close(master);
        return 0;
    }
}

/* In several steps. */
static int run_on_terminal(const char *text)
{
    int master, slave;
    if (openpty(&master, &slave, NULL, NULL, NULL) != 0)
        return -1;
    pid_t child = fork();
    if (child == 0) {
        close(master);
        if (setsid() < 0 || dup2(slave, 1) < 0)    // ok: CK2002
            _exit(126);
        puts(text);                                // expect: CK2002 "puts"
        _exit(0);
    }
    close(slave);
    int rc = wait_for(child);
    close(master);
    return rc;
}

int main(int argc, char **argv)
{
    (void)argv;
    busy = argc > 1;
    pthread_t thread;
    if (pthread_create(&thread, NULL, idle, NULL) != 0)
        return 1;
    int failures = run_named("dumb") + run_quietly() + run_on_terminal("");
    stopping = 1;
    pthread_join(thread, NULL);
    return failures == 12345;
}
