// run: memory
/* Detached workers that open files and pipes and leave them open; the record that names them goes. */
#define _GNU_SOURCE
#include <fcntl.h>
#include <pthread.h>
#include <stdlib.h>
#include <unistd.h>

struct channel {
    int reader;
    int writer;
};

static void *probe(void *argument)
{
    int file = open("/dev/null", O_WRONLY);                // expect: CK5001
    if (file < 0)
        return NULL;
    if (write(file, argument, 1) != 1)
        return NULL;
    return NULL;
}

/* One end is closed, the other is not. */
static void *signal_once(void *argument)
{
    int ends[2];
    if (pipe(ends) != 0)                   // expect: CK5001
        return NULL;
    if (write(ends[1], argument, 1) != 1)
        close(ends[0]);
    close(ends[1]);
    return NULL;
}

static void *relay(void *argument)
{
    int ends[2];
    struct channel *channel = malloc(sizeof *channel);     // ok: CK1001
    if (channel == NULL)
        return NULL;
    if (pipe(ends) != 0) {                 // expect: CK5001
        free(channel);
        return NULL;
    }
    channel->reader = ends[0];
    channel->writer = ends[1];
    if (write(channel->writer, argument, 1) != 1)
        close(channel->reader);
    free(channel);
    return NULL;
}

static int start(void *(*routine)(void *), char *byte)
{
    pthread_t thread;
    if (pthread_create(&thread, NULL, routine, byte) != 0)
        return -1;
    return pthread_detach(thread);
}

int main(void)
{
    static char byte = 'x';
    if (start(probe, &byte) != 0 || start(signal_once, &byte) != 0 || start(relay, &byte) != 0)
        return 1;
    pthread_exit(NULL);
}
