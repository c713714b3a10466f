// run: memory
/* A server with a detached thread for each client; its clients live in the same process to make it a whole. */
#include "connection.h"

#include <pthread.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static int ask(const char *request)
{
    int ends[2];
    char reply[64];
    if (socketpair(AF_UNIX, SOCK_STREAM, 0, ends) != 0)
        return -1;
    if (connection_start(ends[1]) != 0) {
        close(ends[0]);
        close(ends[1]);
        return -1;
    }
    ssize_t length = -1;
    if (write(ends[0], request, strlen(request)) > 0)
        length = read(ends[0], reply, sizeof reply);
    close(ends[0]);
    return length < 0 ? -1 : 0;
}

int main(void)
{
    int failures = ask("hello") + ask("quit") + ask("bye");
    if (failures != 0 || connection_served() > 2)
        return 1;
    pthread_exit(NULL);
}
