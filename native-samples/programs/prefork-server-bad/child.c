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
    char *greeting = malloc(32);
    if (greeting == NULL)
        return 1;
    snprintf(greeting, 32, "client %d", client);
    int length = (int)strlen(greeting);
    free(greeting);
    return length == 0;
}

pid_t start_child(int client)
{
    pid_t child = fork();
    if (child == 0) {
        log_line("started");                               // expect a: CK2002 error "log_lock" // flow a1: log_line
        _exit(serve(client));                              // expect: CK2001 "serve"
    }
    return child;
}

int run_program(char **arguments)
{
    pid_t child = fork();
    if (child == 0) {
        execv(arguments[0], arguments);
        exit(127);                                         // expect: CK2006 warning "exec"
    }
    return child < 0 || waitpid(child, NULL, 0) != child;
}
