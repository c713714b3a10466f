// run: memory
/* What is opened to stand in the place of a standard descriptor is asked for its number and not kept. */
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

static void stand_in(void)
{
    close(STDIN_FILENO);
    close(STDOUT_FILENO);
    if (open("/dev/null", O_RDONLY) != STDIN_FILENO)           // ok: CK5001
        abort();
    if (open("/dev/null", O_WRONLY) != STDOUT_FILENO)          // ok: CK5001
        abort();
}

static int exists(const char *path)
{
    if (open(path, O_RDONLY) < 0)                              // expect: CK5001
        return 0;
    return 1;
}

int main(void)
{
    stand_in();
    return !exists("/dev/null");
}
