#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "server.h"

struct event {
    char text[64];
};

struct greeting {
    const char *text;
    sem_t *said;
};

static void *serve(void *argument)
{
    struct connection *connection = argument;
    if (connection->client > 0)
        queue_add(served);
    free(connection);
    return NULL;
}

static void *write_event(void *argument)
{
    struct event *event = argument;
    if (event->text[0] != '\0')
        queue_add(served);
    free(event);
    return NULL;
}

static void *say_hello(void *argument)
{
    struct greeting *greeting = argument;
    sem_t *said = greeting->said;
    if (strlen(greeting->text) > 0)
        queue_add(served);
    sem_post(said);
    return NULL;
}

/* A block for each connection, which the thread frees. */
int accept_clients(const int *clients, int count)
{
    int accepted = 0;
    for (int i = 0; i < count; i++) {
        struct connection *connection = malloc(sizeof *connection);
        if (connection == NULL)
            break;
        *connection = (struct connection) { .client = clients[i], .flags = 1 };
        if (spawn_detached(serve, connection) != 0) {          // ok: CK1005
            fprintf(stderr, "no thread for client %d\n", clients[i]);
            free(connection);
            break;
        }
        accepted++;
    }
    return accepted;
}

/* The event holds its text. */
int log_event(const char *what)
{
    struct event *event = calloc(1, sizeof *event);
    if (event == NULL)
        return -1;
    snprintf(event->text, sizeof event->text, "%ld %s", (long)time(NULL), what);
    if (spawn_detached(write_event, event) != 0) {             // ok: CK1005
        free(event);
        return -1;
    }
    return 0;
}

/* The semaphore is for all greetings, so that it may end later than any of them. */
static sem_t said;
static pthread_once_t once = PTHREAD_ONCE_INIT;

static void make_semaphore(void)
{
    sem_init(&said, 0, 0);                 // ok: CK1012
}

int greet(int client)
{
    char text[32];
    pthread_once(&once, make_semaphore);
    snprintf(text, sizeof text, "hello %d", client);
    struct greeting greeting = { .text = text, .said = &said };
    if (spawn_detached(say_hello, &greeting) != 0)             // ok: CK1005
        return -1;
    while (sem_wait(&said) != 0)
        continue;
    return 0;
}
