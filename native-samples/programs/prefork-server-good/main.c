// run: fork
/* A server that forks a child for each client, logs from a thread of its own, and is stopped by a signal: over several files. */
#include <signal.h>
#include <stdio.h>
#include <sys/types.h>
#include <sys/wait.h>

#include "child.h"
#include "log.h"
#include "signals.h"

int main(void)
{
    char *program[] = { "/nonexistent/program", NULL };
    int clients = 0;
    log_start();
    if (install_handlers() != 0)
        return 1;
    while (!must_stop()) {
        pid_t child = start_child(clients++);
        if (child > 0)
            waitpid(child, NULL, 0);
        raise(clients < 3 ? SIGHUP : SIGTERM);
    }
    int failures = run_program(program);
    log_stop();
    return failures || log_count() < 0;
}
