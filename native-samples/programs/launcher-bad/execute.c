#include "launcher.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static char **arguments_of(const char *program, const char *argument)
{
    char **arguments = calloc(3, sizeof *arguments);       // flow a4: calloc
    if (arguments == NULL)
        return NULL;
    arguments[0] = strdup(program);
    arguments[1] = strdup(argument);
    return arguments;
}

void execute(const char *program, const char *argument)
{
    char **arguments = arguments_of(program, argument);    // flow a3: arguments_of
    if (arguments != NULL)
        execv(program, arguments);
    _exit(127);
}
