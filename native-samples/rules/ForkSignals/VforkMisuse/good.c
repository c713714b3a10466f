// run: fork
/* Children of vfork that exec or end, and ordinary children that may do more. */
#define _GNU_SOURCE
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

static int started;

static int wait_for(pid_t child)
{
    int status = 0;
    if (child < 0 || waitpid(child, &status, 0) < 0)
        return -1;
    return WEXITSTATUS(status);
}

/* The only things that it may do. */
int run(char **arguments)
{
    pid_t child = vfork();
    if (child == 0) {
        execv(arguments[0], arguments);            // ok: CK2008
        _exit(127);                                // ok: CK2008
    }
    started++;                                     // ok: CK2008
    return wait_for(child);
}

/* In a switch, with the environment. */
int run_with_environment(char **arguments)
{
    pid_t child;
    switch (child = vfork()) {
    case -1:
        return -1;
    case 0:
        execve(arguments[0], arguments, environ);  // ok: CK2008
        _exit(127);                                // ok: CK2008
    default:
        started++;                                 // ok: CK2008
        return wait_for(child);
    }
}

/* A variable that only the child has. */
int run_shell(const char *command)
{
    pid_t child = vfork();
    if (child == 0) {
        const char *shell = "/bin/sh";             // ok: CK2008
        execl(shell, "sh", "-c", command, (char *)NULL);
        _exit(127);
    }
    return wait_for(child);
}

/* A child of fork has memory of its own. */
int forked(void)
{
    pid_t child = fork();
    if (child == 0) {
        started = 2;                               // ok: CK2008
        char *text = strdup("mine");               // ok: CK2008
        _exit(text == NULL);
    }
    return wait_for(child);
}

/* posix_spawn does it right. */
int spawned(char **arguments)
{
    pid_t child;
    if (posix_spawn(&child, arguments[0], NULL, NULL, arguments, environ) != 0)
        return -1;
    started++;                                     // ok: CK2008
    return wait_for(child);
}

int main(void)
{
    char *arguments[] = { "/bin/true", NULL };
    int failures = run(arguments) + run_with_environment(arguments) + run_shell("true") + forked() + spawned(arguments);
    return failures == 12345;
}
