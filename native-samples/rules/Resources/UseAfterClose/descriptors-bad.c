// run: none memcheck does not tell a closed descriptor from one that is opened again
/* Descriptors and mappings that are used after they were closed. */
#define _GNU_SOURCE
#include <fcntl.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <unistd.h>

/* Closed twice: the second close may hit another thread's file. */
static int send_line(const char *path, const char *line)
{
    int fd = open(path, O_WRONLY);
    if (fd < 0)
        return -1;
    if (write(fd, line, strlen(line)) < 0) {
        close(fd);                         // flow a1: closed by 'close'
        goto fail;
    }
    close(fd);
    return 0;
fail:
    close(fd);                             // expect a: CK5004 "'fd' is closed" // flow a2: closed again
    return -1;
}

/* Read from what is closed. */
static int peek(const char *path)
{
    char byte = 0;
    int fd = open(path, O_RDONLY);
    if (fd < 0)
        return -1;
    close(fd);
    return read(fd, &byte, 1) == 1 ? byte : -1;            // expect: CK5004 "'fd' is used"
}

/* One end is closed twice, the other never. */
static int ping(void)
{
    int ends[2];
    if (pipe(ends) != 0)                   // expect: CK5001 "ends[1]"
        return -1;
    ssize_t written = write(ends[1], "x", 1);
    close(ends[0]);
    close(ends[0]);                        // expect: CK5004 "ends[0]"
    return (int)written;
}

/* A function that closes its parameter, as its caller does too. */
static int answer(int client)
{
    ssize_t sent = send(client, "ok", 2, 0);
    close(client);
    return sent == 2 ? 0 : -1;
}

static int serve_one(int listener)
{
    int client = accept(listener, NULL, NULL);
    if (client < 0)
        return -1;
    int result = answer(client);
    close(client);                         // expect: CK5004 "'client' is closed"
    return result;
}

/* In a record, whose owner did not hear of it. */
struct channel {
    int fd;
    int failures;
};

static int channel_write(struct channel *channel, const char *text)
{
    if (write(channel->fd, text, strlen(text)) < 0) {
        channel->failures++;
        close(channel->fd);
        return -1;
    }
    return 0;
}

static int greet(struct channel *channel)
{
    if (channel_write(channel, "hello") < 0)
        close(channel->fd);                // expect: CK5004 "closed"
    return channel->failures;
}

/* Read behind the end of a mapping. */
static int first_byte(int fd)
{
    char *bytes = mmap(NULL, 4096, PROT_READ, MAP_PRIVATE, fd, 0);
    if (bytes == MAP_FAILED)
        return -1;
    munmap(bytes, 4096);
    return bytes[0];                       // expect: CK5004 "mapping 'bytes"
}

int main(void)
{
    struct channel channel = { .fd = 1 };
    return send_line("/dev/null", "x") + peek("/dev/null") + ping() + serve_one(0) + greet(&channel) + first_byte(0);
}
