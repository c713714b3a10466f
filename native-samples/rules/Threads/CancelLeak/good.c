// run: memory
#include <fcntl.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

struct session {
    pthread_t reader;
    int input;
    char *line;
};

static volatile int sum;
static volatile int stop;
static int input_end;

static void wait_a_little(void)
{
    nanosleep(&(struct timespec) { .tv_nsec = 100 * 1000 * 1000 }, NULL);
}

/* A cleanup handler. */
static void *read_frames(void *argument)
{
    char *frame = malloc(256);             // ok: CK1008
    if (frame == NULL)
        return NULL;
    pthread_cleanup_push(free, frame);
    while (read(*(int *)argument, frame, 256) > 0)
        sum += frame[0];
    pthread_cleanup_pop(1);
    return NULL;
}

/* Cancellation is disabled while something is held. */
static void *poll_clock(void *argument)
{
    const char *path = argument;
    for (;;) {
        int before;
        pthread_setcancelstate(PTHREAD_CANCEL_DISABLE, &before);
        int clock = open(path, O_RDONLY);  // ok: CK1008
        if (clock >= 0) {
            char byte;
            sum += (int)read(clock, &byte, 1);
            close(clock);
        }
        pthread_setcancelstate(before, NULL);
        sleep(1);
    }
    return NULL;
}

/* Nothing is held where it waits. */
static void *copy_bytes(void *argument)
{
    int input = *(int *)argument;
    for (;;) {
        char byte;
        if (read(input, &byte, 1) != 1)
            return NULL;
        char *copy = malloc(1);            // ok: CK1008
        if (copy != NULL)
            *copy = byte;
        free(copy);
    }
}

/* The session names it, too, and who stops the thread frees it. */
static void *fill_line(void *argument)
{
    struct session *session = argument;
    session->line = malloc(64);            // ok: CK1008
    if (session->line != NULL)
        sum += (int)read(session->input, session->line, 64);
    return NULL;
}

/* Disabled by the start routine for all that it calls. */
static int load(const char *path)
{
    char *buffer = malloc(64);             // ok: CK1008
    int file = open(path, O_RDONLY);       // ok: CK1008
    int bytes = file >= 0 && buffer != NULL ? (int)read(file, buffer, 64) : 0;
    if (file >= 0)
        close(file);
    free(buffer);
    return bytes;
}

static void *load_protected(void *argument)
{
    pthread_setcancelstate(PTHREAD_CANCEL_DISABLE, NULL);
    sum += load(argument);
    pthread_setcancelstate(PTHREAD_CANCEL_ENABLE, NULL);
    pause();
    return NULL;
}

/* Nobody cancels this one: it is told to end. */
static void *count_until_told(void *argument)
{
    int *counts = calloc(4, sizeof *counts);                   // ok: CK1008
    while (counts != NULL && !stop) {
        counts[0] += *(int *)argument;
        usleep(1000);
    }
    sum += counts != NULL ? counts[0] : 0;
    free(counts);
    return NULL;
}

static int run_and_cancel(void *(*routine)(void *), void *argument)
{
    pthread_t thread;
    if (pthread_create(&thread, NULL, routine, argument) != 0)
        return -1;
    wait_a_little();
    pthread_cancel(thread);
    return pthread_join(thread, NULL);
}

int main(void)
{
    int ends[2], one = 1;
    char path[] = "/dev/null";
    if (pipe(ends) != 0)
        return 1;
    input_end = ends[0];
    pthread_t thread;
    int failures = 0;
    if (pthread_create(&thread, NULL, read_frames, &input_end) == 0) {
        wait_a_little();
        pthread_cancel(thread);
        pthread_join(thread, NULL);
    }
    failures += run_and_cancel(poll_clock, path) + run_and_cancel(copy_bytes, &input_end) + run_and_cancel(load_protected, path);
    struct session session = { .input = ends[0] };
    if (pthread_create(&session.reader, NULL, fill_line, &session) == 0) {
        wait_a_little();
        pthread_cancel(session.reader);
        pthread_join(session.reader, NULL);
        free(session.line);
    }
    if (pthread_create(&thread, NULL, count_until_told, &one) == 0) {
        stop = 1;
        pthread_join(thread, NULL);
    }
    close(ends[0]);
    close(ends[1]);
    return failures != 0;
}
