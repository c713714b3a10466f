// run: memory
#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

struct session {
    pthread_t reader;
    int input;
};

static volatile int sum;
static int input_end;
static pthread_t poller;

static void wait_a_little(void)
{
    nanosleep(&(struct timespec) { .tv_nsec = 100 * 1000 * 1000 }, NULL);
}

/* Holds a frame while it waits for input. */
static void *read_frames(void *argument)
{
    int input = *(int *)argument;
    char *frame = malloc(256);             // expect a: CK1008 "frame" // flow a2: frame
    if (frame == NULL)
        return NULL;
    while (read(input, frame, 256) > 0)    // flow a3: cancelled in 'read'
        sum += frame[0];
    free(frame);
    return NULL;
}

int watch_input(void)
{
    pthread_t thread;
    if (pthread_create(&thread, NULL, read_frames, &input_end) != 0)       // flow a1: thread created
        return -1;
    wait_a_little();
    pthread_cancel(thread);
    return pthread_join(thread, NULL);
}

/* A descriptor is open across a sleep. */
static void *poll_clock(void *argument)
{
    const char *path = argument;
    for (;;) {
        int clock = open(path, O_RDONLY);  // expect: CK1008 "clock"
        if (clock < 0)
            return NULL;
        sleep(1000);
        close(clock);
    }
}

int start_poller(void)
{
    return pthread_create(&poller, NULL, poll_clock, "/dev/null");
}

void stop_poller(void)
{
    pthread_cancel(poller);
    pthread_join(poller, NULL);
}

/* The wait is in a callee, the handle in a field. */
static int next_byte(int input)
{
    char byte;
    return read(input, &byte, 1) == 1 ? byte : -1;             // flow b1: cancellation point
}

static void *copy_lines(void *argument)
{
    struct session *session = argument;
    char *line = strdup("line: ");         // expect b: CK1008 "line"
    int byte;
    while (line != NULL && (byte = next_byte(session->input)) >= 0)
        line[0] = (char)byte;
    free(line);
    return NULL;
}

int session_start(struct session *session, int input)
{
    session->input = input;
    return pthread_create(&session->reader, NULL, copy_lines, session);
}

void session_stop(struct session *session)
{
    pthread_cancel(session->reader);
    pthread_join(session->reader, NULL);
}

/* The handler is popped before the last wait. */
static void *save_later(void *argument)
{
    char *copy = strdup(argument);         // expect: CK1008 "copy"
    if (copy == NULL)
        return NULL;
    pthread_cleanup_push(free, copy);
    sum += copy[0];
    pthread_cleanup_pop(0);
    pause();
    free(copy);
    return NULL;
}

int autosave(char *text)
{
    pthread_t thread;
    if (pthread_create(&thread, NULL, save_later, text) != 0)
        return -1;
    wait_a_little();
    pthread_cancel(thread);
    return pthread_join(thread, NULL);
}

int main(void)
{
    int ends[2];
    struct session session;
    char text[] = "text";
    if (pipe(ends) != 0)
        return 1;
    input_end = ends[0];
    int failures = watch_input() + start_poller() + session_start(&session, ends[0]);
    wait_a_little();
    stop_poller();
    session_stop(&session);
    failures += autosave(text);
    close(ends[0]);
    close(ends[1]);
    return failures != 0;
}
