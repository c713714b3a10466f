// cleak: --posix 2017
// run: none the guard counts each fork in a handler, and by the list of 2017 one may
/* By the list of 2017 a handler may fork, if its child does what may be done. */
#include <signal.h>
#include <stdlib.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <unistd.h>

static void mark(int number)
{
    (void)number;
    if (fork() == 0)                               // ok: CK2003
        _exit(0);
}

static void remember(int number)
{
    (void)number;
    if (fork() == 0) {                             // expect: CK2003 warning "its child calls"
        char *block = malloc(8);
        _exit(block == NULL);
    }
}

int main(void)
{
    signal(SIGUSR1, mark);
    signal(SIGUSR2, remember);
    raise(SIGUSR1);
    raise(SIGUSR2);
    while (wait(NULL) > 0)
        continue;
    return 0;
}
