#include "child.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <unistd.h>

#include "log.h"

/* The child's work. */
static int serve(int client)
{
    char greeting[] = "client  ";
    greeting[7] = (char)('0' + client % 10);
    return write(2, greeting, 0) < 0;
}

pid_t start_child(int client)
{
    pid_t child = fork();
    if (child == 0) {
        log_line("started");                               // ok: CK2002
        _exit(serve(client));                              // ok: CK2001
    }
    return child;
}

int run_program(char **arguments)
{
    pid_t child = fork();
    if (child == 0) {
        execv(arguments[0], arguments);
        _exit(127);                                        // ok: CK2006
    }
    return child < 0 || waitpid(child, NULL, 0) != child;
}
