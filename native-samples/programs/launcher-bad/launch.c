#include "launcher.h"

#include <unistd.h>

pid_t launch(const char *program, const char *argument)
{
    pid_t child = fork();                  // flow a1: fork
    if (child == 0)
        execute(program, argument);        // expect a: CK2001 "execute" // flow a2: execute
    return child;
}
