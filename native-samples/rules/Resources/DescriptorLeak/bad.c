// run: memory
/* Descriptors that are forgotten before they are closed. */
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

/* The early return after a failed check. */
static long size_of(const char *path, long limit)
{
    struct stat status;
    int fd = open(path, O_RDONLY);         // expect a: CK5001 "fd" // flow a1: opened by 'open'
    if (fd < 0)                            // flow a2: is false
        return -1;
    if (fstat(fd, &status) != 0) {
        close(fd);
        return -1;
    }
    if (status.st_size > limit || !S_ISREG(status.st_mode))
        return -1;                         // flow a3: goes out of scope
    close(fd);
    return (long)status.st_size;
}

/* A connection that is not made leaves the socket. */
static int connect_to(const char *name)
{
    struct sockaddr_un address = { .sun_family = AF_UNIX };
    int fd = socket(AF_UNIX, SOCK_STREAM, 0);              // expect: CK5001 "socket"
    if (fd == -1)
        return -1;
    strncpy(address.sun_path, name, sizeof address.sun_path - 1);
    if (connect(fd, (struct sockaddr *)&address, sizeof address) == -1)
        return -1;
    return fd;
}

/* Of a pair, one end is closed. */
static int ping(void)
{
    int ends[2];
    char byte = 'x';
    if (pipe(ends) != 0)                   // expect: CK5001 "ends[0]"
        return -1;
    ssize_t written = write(ends[1], &byte, 1);
    close(ends[1]);
    return written == 1 ? 0 : -1;
}

/* A second open into the same variable. */
static int first_of(const char *one, const char *other)
{
    char byte = 0;
    int fd = open(one, O_RDONLY);          // expect: CK5001
    if (fd < 0 || read(fd, &byte, 1) != 1)
        fd = open(other, O_RDONLY);
    if (fd < 0)
        return -1;
    ssize_t got = read(fd, &byte, 1);
    close(fd);
    return got == 1 ? byte : -1;
}

/* What a wrapper opened is the caller's to close. */
static int open_quietly(const char *path)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        fd = open("/dev/null", O_RDONLY | O_CLOEXEC);
    return fd;
}

static int starts_with(const char *path, char wanted)
{
    char byte = 0;
    int fd = open_quietly(path);           // expect: CK5001 "open_quietly"
    if (fd < 0)
        return -1;
    if (read(fd, &byte, 1) != 1)
        return 0;
    close(fd);
    return byte == wanted;
}

/* The record goes, and with it the number of what it held. */
struct channel {
    int fd;
    int uses;
};

static struct channel *channel_new(const char *path)
{
    struct channel *channel = malloc(sizeof *channel);
    if (channel == NULL)
        return NULL;
    channel->uses = 0;
    channel->fd = open(path, O_WRONLY);
    if (channel->fd < 0) {
        free(channel);
        return NULL;
    }
    return channel;
}

static int use_channel(const char *path)
{
    struct channel *channel = channel_new(path);           // expect: CK5001 "channel->fd"
    if (channel == NULL)
        return -1;
    ssize_t written = write(channel->fd, "x", 1);
    free(channel);
    return written == 1 ? 0 : -1;
}

/* Each turn of the loop opens, and only some close. */
static int count_readable(char **paths, int count)
{
    int readable = 0;
    for (int i = 0; i < count; i++) {
        char byte;
        int fd = open(paths[i], O_RDONLY); // expect: CK5001
        if (fd < 0)
            continue;
        if (read(fd, &byte, 1) != 1)
            continue;
        readable++;
        close(fd);
    }
    return readable;
}

/* fdopen failed, so the descriptor is still ours. */
static FILE *stream_of(const char *path, const char *mode)
{
    int fd = open(path, O_RDONLY);         // expect: CK5001
    if (fd < 0)
        return NULL;
    return fdopen(fd, mode);
}

/* epoll watches a descriptor and does not own it. */
static int watch(void)
{
    struct epoll_event event = { .events = EPOLLIN };
    int queue = epoll_create1(EPOLL_CLOEXEC);              // expect: CK5001
    if (queue < 0)
        return -1;
    return epoll_ctl(queue, EPOLL_CTL_ADD, STDIN_FILENO, &event);
}

int main(void)
{
    char *paths[] = { "/dev/null" };
    int sum = size_of("/dev/null", 10) >= 0;
    sum += connect_to("/nowhere/to/connect/to");
    sum += ping() + first_of("/dev/null", "/dev/zero") + starts_with("/dev/null", 'x');
    sum += use_channel("/dev/null") + count_readable(paths, 1) + watch();
    FILE *stream = stream_of("/dev/null", "no mode");
    if (stream != NULL)
        fclose(stream);
    return sum == 12345;
}
