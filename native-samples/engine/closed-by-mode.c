// run: none memcheck does not tell a closed descriptor from one that is opened again
/* One of few values decides, and both of those that are asked for lead to the closed descriptor. */
#include <fcntl.h>
#include <unistd.h>

static int finish(int fd, char mode)
{
    switch (mode) {
    case 'a':
    case 'w':
        close(fd);
        return -1;
    default:
        return 0;
    }
}

static void finish_and_close(int fd, char mode)
{
    if (finish(fd, mode) < 0 && mode == 'w')
        close(fd);                         // expect: CK5004
    else if (mode != 'w' && mode != 'a')
        close(fd);
}

int main(void)
{
    finish_and_close(open("/dev/null", O_RDONLY), 'w');
    return 0;
}
