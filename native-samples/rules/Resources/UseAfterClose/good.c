// run: memory
/* Closed once, and opened again under the same name. */
#define _GNU_SOURCE
#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* -1 says that it is closed. */
static int send_line(const char *path, const char *line)
{
    int result = -1;
    int fd = open(path, O_WRONLY);
    if (fd < 0)
        return -1;
    if (write(fd, line, strlen(line)) < 0) {
        close(fd);
        fd = -1;
        goto done;
    }
    result = 0;
done:
    if (fd >= 0)
        close(fd);                         // ok: CK5004
    return result;
}

/* The number is printed, not used. */
static int logged_close(const char *path)
{
    int fd = open(path, O_RDONLY);
    if (fd < 0)
        return -1;
    close(fd);
    return printf("closed %d\n", fd);      // ok: CK5004
}

/* The next file goes by the same variable. */
static int both(const char *one, const char *other)
{
    char byte = 0;
    int fd = open(one, O_RDONLY);
    if (fd < 0)
        return -1;
    ssize_t got = read(fd, &byte, 1);
    close(fd);
    fd = open(other, O_RDONLY);
    if (fd < 0)
        return -1;
    got += read(fd, &byte, 1);             // ok: CK5004
    close(fd);                             // ok: CK5004
    return (int)got;
}

/* A record that knows whether it is open. */
struct channel {
    int fd;
};

static void channel_close(struct channel *channel)
{
    if (channel->fd != -1)
        close(channel->fd);
    channel->fd = -1;
}

static int channel_try(const char *path)
{
    struct channel channel = { .fd = open(path, O_WRONLY) };
    ssize_t written = channel.fd == -1 ? -1 : write(channel.fd, "x", 1);
    if (written != 1)
        channel_close(&channel);
    channel_close(&channel);               // ok: CK5004
    return (int)written;
}

/* Each element of an array is another one. */
static int close_all(void)
{
    int ends[2];
    if (pipe(ends) != 0)
        return -1;
    for (int i = 0; i < 2; i++)
        close(ends[i]);                    // ok: CK5004
    return 0;
}

/* All that may have been inherited, open or not. */
static void close_inherited(void)
{
    for (int fd = 10; fd < 20; fd++)
        close(fd);                         // ok: CK5004
}

/* The stream is NULL once it is closed. */
static int count_lines(const char *path)
{
    int lines = 0;
    char line[64];
    FILE *file = fopen(path, "r");
    while (file != NULL) {
        if (fgets(line, sizeof line, file) == NULL) {
            fclose(file);
            file = NULL;
        } else {
            lines++;
        }
    }
    return lines;
}

/* The child's and the parent's are not the same path. */
static int closed_by_flag(const char *path, int keep)
{
    char byte = 0;
    int fd = open(path, O_RDONLY);
    if (fd < 0)
        return -1;
    if (!keep)
        close(fd);
    if (!keep)
        return 0;
    ssize_t got = read(fd, &byte, 1);      // ok: CK5004
    close(fd);                             // ok: CK5004
    return (int)got;
}

int main(void)
{
    int sum = send_line("/dev/null", "x") + logged_close("/dev/null") + both("/dev/null", "/dev/zero");
    sum += channel_try("/dev/null") + close_all() + count_lines("/dev/null");
    close_inherited();
    sum += closed_by_flag("/dev/zero", 0) + closed_by_flag("/dev/zero", 1);
    return sum == 12345;
}
