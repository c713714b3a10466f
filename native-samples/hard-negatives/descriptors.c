// run: memory
/* Descriptors whose fate hangs on something else that the path knows. */
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdio.h>
#include <sys/socket.h>
#include <unistd.h>

#define TERMINAL 0x4u

/* A flag is tested as set, and later as not set by its complement. */
static int start(unsigned flags)
{
    int ends[2], terminal = -1;
    if (flags & TERMINAL)
        terminal = open("/dev/null", O_RDWR);              // ok: CK5001
    else if (socketpair(AF_UNIX, SOCK_STREAM, 0, ends) != 0)               // ok: CK5001
        return -1;
    if (~flags & TERMINAL) {
        close(ends[0]);
        close(ends[1]);
    }
    if (flags & TERMINAL && terminal >= 0)
        close(terminal);
    return 0;
}

/* The descriptor is handed out only where source and target are the same object, which a local of the caller's is not. */
struct path {
    const char *name;
    int flags;
};

static int copy(const struct path *source, const struct path *target, int *opened)
{
    int fd = open(source->name, O_RDONLY); // ok: CK5001
    if (fd < 0)
        return -1;
    if (source == target) {
        *opened = fd;
        return 0;
    }
    close(fd);
    return target->flags;
}

static int copy_aside(const struct path *source)
{
    struct path target = { .name = "aside", .flags = 1 };
    int flags = 0;
    return copy(source, &target, &flags);  // ok: CK5001
}

/* fdopen's stream is used untested: where that failed, the process ends in fread. */
static int first(const char *name)
{
    char byte = 0;
    int fd = open(name, O_RDONLY);         // ok: CK5001
    if (fd < 0)
        return -1;
    FILE *stream = fdopen(fd, "r");
    if (fread(&byte, 1, 1, stream) != 1) {
        fclose(stream);
        return -1;
    }
    fclose(stream);
    return byte;
}

int main(void)
{
    struct path source = { .name = "/dev/null", .flags = 0 };
    return (start(0) + start(TERMINAL) + copy_aside(&source) + first("/dev/zero")) == 12345;
}
