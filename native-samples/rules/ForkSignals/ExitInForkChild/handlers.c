// run: fork
/* Handlers of exit run in each child that ends by it: here they remove what the parent still needs. */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <unistd.h>

static char lock_file[64];

static void remove_lock(void)
{
    if (lock_file[0] != 0)
        unlink(lock_file);
}

static int take_lock(void)
{
    snprintf(lock_file, sizeof lock_file, "service-%d.lock", (int)getpid());
    return atexit(remove_lock);                    // flow a1: registers an exit handler
}

static int wait_for(pid_t child)
{
    int status = 0;
    if (child < 0 || waitpid(child, &status, 0) < 0)
        return -1;
    return WEXITSTATUS(status);
}

/* The report is written by a child, so that the service goes on meanwhile. */
static int report(int number)
{
    pid_t child = fork();                          // flow a2: makes a child
    if (child == 0) {
        fprintf(stderr, "handled %d\n", number);
        exit(0);                                   // expect a: CK2006 warning "runs the exit handlers"
    }
    return wait_for(child);
}

/* It knows what exit would do. */
static int report_quietly(int number)
{
    pid_t child = fork();
    if (child == 0)
        _exit(number < 0);                         // ok: CK2006
    return wait_for(child);
}

int main(void)
{
    if (take_lock() != 0)
        return 1;
    return report(3) + report_quietly(3);
}
