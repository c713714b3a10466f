// run: memory
/* Descriptors that are closed, handed on, or meant to stay open. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/file.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

/* One exit for all paths, with -1 for what is not open. */
static int copy_byte(const char *from, const char *to)
{
    int result = -1, in = -1, out = -1;
    char byte;
    in = open(from, O_RDONLY);             // ok: CK5001
    if (in == -1)
        goto done;
    out = open(to, O_WRONLY);              // ok: CK5001
    if (out == -1)
        goto done;
    if (read(in, &byte, 1) == 1 && write(out, &byte, 1) == 1)
        result = 0;
done:
    if (out >= 0)
        close(out);                        // ok: CK5004
    if (in != -1)
        close(in);                         // ok: CK5004
    return result;
}

/* Returned to the caller, who closes by a function of its own. */
static int open_again(const char *path)
{
    int fd;
    do {
        fd = open(path, O_RDONLY);         // ok: CK5001
    } while (fd < 0 && errno == EINTR);
    return fd;
}

static void close_if_open(int *fd)
{
    if (*fd < 0)
        return;
    close(*fd);
    *fd = -1;
}

static int by_wrappers(const char *path)
{
    char byte;
    int fd = open_again(path);             // ok: CK5001
    ssize_t got = fd < 0 ? -1 : read(fd, &byte, 1);
    close_if_open(&fd);
    close_if_open(&fd);                    // ok: CK5004
    return (int)got;
}

/* Owned by a record from then on. */
struct connection {
    int fd;
    int peer;
};

static struct connection *connection_new(void)
{
    int ends[2];
    struct connection *connection = malloc(sizeof *connection);
    if (connection == NULL)
        return NULL;
    if (socketpair(AF_UNIX, SOCK_STREAM, 0, ends) == -1) { // ok: CK5001
        free(connection);
        return NULL;
    }
    connection->fd = ends[0];
    connection->peer = ends[1];
    return connection;
}

static void connection_free(struct connection *connection)
{
    if (connection == NULL)
        return;
    close(connection->fd);
    close(connection->peer);
    free(connection);
}

/* The stream owns the descriptor where fdopen succeeded. */
static int first_character(const char *path)
{
    int fd = open(path, O_RDONLY);         // ok: CK5001
    if (fd < 0)
        return -1;
    FILE *stream = fdopen(fd, "r");        // ok: CK5002
    if (stream == NULL) {
        close(fd);
        return -1;
    }
    int first = fgetc(stream);
    fclose(stream);
    return first;
}

/* What stands in for the standard streams stays. */
static int quiet_child(void)
{
    pid_t child = fork();
    if (child < 0)
        return -1;
    if (child == 0) {
        int null = open("/dev/null", O_RDWR);              // ok: CK5001
        if (null >= 0) {
            dup2(null, STDIN_FILENO);
            dup2(null, STDOUT_FILENO);
            if (null > STDERR_FILENO)
                close(null);
        }
        _exit(null < 0);
    }
    int status;
    return waitpid(child, &status, 0) == child ? status : -1;
}

/* Child and parent each close their end. */
static int from_child(void)
{
    int ends[2];
    char byte = 0;
    if (pipe2(ends, O_CLOEXEC) != 0)       // ok: CK5001
        return -1;
    pid_t child = fork();
    if (child < 0) {
        close(ends[0]);
        close(ends[1]);
        return -1;
    }
    if (child == 0) {
        close(ends[0]);
        _exit(write(ends[1], "x", 1) != 1);
    }
    close(ends[1]);
    ssize_t got = read(ends[0], &byte, 1);
    close(ends[0]);
    waitpid(child, NULL, 0);
    return got == 1 ? byte : -1;
}

/* Watched by an epoll instance that remembers it: the event's receiver closes it. */
static int add_watched(int queue, const char *path)
{
    struct epoll_event event = { .events = EPOLLIN };
    int fd = open(path, O_RDONLY);         // ok: CK5001
    if (fd < 0)
        return -1;
    event.data.fd = fd;
    if (epoll_ctl(queue, EPOLL_CTL_ADD, fd, &event) != 0) {
        close(fd);
        return -1;
    }
    return 0;
}

/* In a table that others look at. */
static int table[8] = { -1, -1, -1, -1, -1, -1, -1, -1 };

static int keep(int fd)
{
    for (int i = 0; i < 8; i++) {
        if (table[i] < 0) {
            table[i] = fd;
            return i;
        }
    }
    return -1;
}

static int keep_opened(const char *path)
{
    int fd = open(path, O_RDONLY);         // ok: CK5001
    if (fd < 0)
        return -1;
    int at = keep(fd);
    if (at < 0)
        close(fd);
    return at;
}

static void close_table(void)
{
    for (int i = 0; i < 8; i++) {
        if (table[i] >= 0)
            close(table[i]);
        table[i] = -1;
    }
}

/* The whole process ends where this fails. */
static int open_or_die(const char *path)
{
    struct stat status;
    int fd = open(path, O_RDONLY);         // ok: CK5001
    if (fd < 0 || fstat(fd, &status) != 0) {
        perror(path);
        exit(2);
    }
    return fd;
}

/* fcntl on an open descriptor does not fail. */
static int open_inherited(void)
{
    int fd = open("/dev/null", O_RDONLY);  // ok: CK5001
    if (fd < 0)
        return -1;
    if (fcntl(fd, F_SETFD, 0) == -1)
        return -1;
    return fd;
}

int main(void)
{
    int sum = copy_byte("/dev/zero", "/dev/null") + by_wrappers("/dev/null") + first_character("/dev/zero");
    struct connection *connection = connection_new();      // ok: CK5001
    connection_free(connection);
    sum += quiet_child() + from_child();
    int queue = epoll_create1(0);          // ok: CK5001
    if (queue >= 0) {
        sum += add_watched(queue, "/dev/null");
        close(queue);
    }
    sum += keep_opened("/dev/null");
    close_table();
    close(open_or_die("/dev/null"));
    int fd = open_inherited();             // ok: CK5001
    close_if_open(&fd);
    return sum == 12345;
}
