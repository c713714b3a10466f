#include "launcher.h"

#include <unistd.h>

/* The arguments are put together on the stack: nothing in here allocates. */
void execute(const char *program, const char *argument)
{
    char *arguments[3] = { (char *)program, (char *)argument, NULL };
    execv(program, arguments);             // ok: CK2001
    _exit(127);
}
