// run: memory
/* forkpty hands the parent a descriptor: whoever talks to the terminal closes it in the end. */
#define _GNU_SOURCE
#include <pty.h>
#include <stddef.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <unistd.h>

static int wait_for(pid_t child)
{
    int status = 0;
    return waitpid(child, &status, 0) < 0 ? -1 : WEXITSTATUS(status);
}

static int run_and_forget(void)
{
    int master;
    pid_t child = forkpty(&master, NULL, NULL, NULL);      // expect: CK5001 "master"
    if (child < 0)
        return -1;
    if (child == 0)
        _exit(0);
    return wait_for(child);
}

static int run_and_close(void)
{
    int master;
    pid_t child = forkpty(&master, NULL, NULL, NULL);      // ok: CK5001
    if (child < 0)
        return -1;
    if (child == 0)
        _exit(0);
    int rc = wait_for(child);
    close(master);
    return rc;
}

int main(void)
{
    return run_and_forget() + run_and_close();
}
