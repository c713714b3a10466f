// run: memory
/* Threads that are cancelled, and what only another mode of the program does. */
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { MODE_IDLE, MODE_READ, MODE_WRITE };

static int mode = MODE_IDLE;
static atomic_int is_ready;
static int channel[2];

/* Only where no thread works: main calls it. */
static void run_command(const char *text)
{
    char *copy = strdup(text);                         // ok: CK1008
    if (copy == NULL)
        return;
    if (write(STDOUT_FILENO, copy, strlen(copy)) < 0)
        perror("write");
    free(copy);
}

static void handle_input(const char *text)
{
    if (mode != MODE_IDLE)
        return;
    run_command(text);
}

static void *io_thread(void *argument)
{
    (void)argument;
    for (;;) {
        char *buffer = malloc(64);                     // expect: CK1008 "buffer"
        if (buffer == NULL)
            return NULL;
        is_ready = 1;
        ssize_t length = read(channel[0], buffer, 63);
        if (length > 0) {
            buffer[length] = '\0';
            handle_input(buffer);
        }
        free(buffer);
    }
}

int main(void)
{
    pthread_t thread;
    if (pipe(channel) != 0)
        return 1;
    mode = MODE_READ;
    if (pthread_create(&thread, NULL, io_thread, NULL) != 0)
        return 1;
    mode = MODE_WRITE;
    while (!is_ready)
        usleep(1000);
    usleep(20000);
    pthread_cancel(thread);
    pthread_join(thread, NULL);
    mode = MODE_IDLE;
    handle_input("done\n");
    close(channel[0]);
    close(channel[1]);
    return 0;
}
