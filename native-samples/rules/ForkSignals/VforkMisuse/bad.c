// run: none what a child of vfork breaks is its parent's stack: no run tells the line
/* Children of vfork that do more than exec and _exit. */
#define _GNU_SOURCE
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <unistd.h>

static int started;
static int last_error;

static int wait_for(pid_t child)
{
    int status = 0;
    if (child < 0 || waitpid(child, &status, 0) < 0)
        return -1;
    return WEXITSTATUS(status);
}

/* Returns on the stack of its parent. */
int child_returns(char **arguments)
{
    pid_t child = vfork();                         // flow a1: child
    if (child == 0) {
        execv(arguments[0], arguments);
        return -1;                                 // expect a: CK2008 error "returns"
    }
    return wait_for(child);
}

/* Writes a variable of its parent's. */
int child_writes_global(char **arguments)
{
    pid_t child = vfork();
    if (child == 0) {
        started = 1;                               // expect: CK2008 error "started"
        execv(arguments[0], arguments);
        _exit(127);
    }
    return wait_for(child);
}

int child_writes_local(char **arguments)
{
    int error = 0;
    pid_t child = vfork();
    if (child == 0) {
        execv(arguments[0], arguments);
        error = errno;                             // expect: CK2008 error "error"
        _exit(127);
    }
    last_error = error;
    return wait_for(child);
}

/* Through a pointer. */
int child_writes_argument(char **arguments)
{
    pid_t child = vfork();
    if (child == 0) {
        arguments[1] = NULL;                       // expect: CK2008 error "arguments"
        execv(arguments[0], arguments);
        _exit(127);
    }
    return wait_for(child);
}

/* Calls what uses its parent's heap and streams. */
int child_prints(char **arguments)
{
    pid_t child = vfork();
    if (child == 0) {
        execv(arguments[0], arguments);
        perror(arguments[0]);                      // expect: CK2008 error "perror"
        _exit(127);
    }
    return wait_for(child);
}

int child_exits(char **arguments)
{
    pid_t child = vfork();
    if (child == 0) {
        execv(arguments[0], arguments);
        exit(127);                                 // expect: CK2008 error "exit"
    }
    return wait_for(child);
}

/* Through a function. */
static void prepare(void)
{
    setenv("ROLE", "child", 1);
}

int child_prepares(char **arguments)
{
    pid_t child = vfork();
    if (child == 0) {
        prepare();                                 // expect: CK2008 error "prepare"
        execv(arguments[0], arguments);
        _exit(127);
    }
    return wait_for(child);
}

/* What Linux tolerates and POSIX does not. */
int child_redirects(char **arguments, int to)
{
    pid_t child = vfork();
    if (child == 0) {
        dup2(to, 1);                               // expect: CK2008 note "dup2"
        execv(arguments[0], arguments);
        _exit(127);
    }
    return wait_for(child);
}

int main(void)
{
    char *arguments[] = { "/bin/true", NULL, NULL };
    int failures = child_writes_global(arguments) + child_writes_local(arguments) + child_writes_argument(arguments);
    failures += child_prints(arguments) + child_exits(arguments) + child_prepares(arguments) + child_redirects(arguments, 2);
    if (failures == 12345)
        failures += child_returns(arguments);
    return failures == 12345 || started == 12345 || last_error == 12345;
}
