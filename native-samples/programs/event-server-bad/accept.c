#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "server.h"

struct event {
    const char *text;
    int *counter;
};

static void *serve(void *argument)
{
    struct connection *connection = argument;
    if (connection->client > 0)
        queue_add(served);
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
    char *greeting = argument;
    if (strlen(greeting) > 0)
        queue_add(served);
    return NULL;
}

/* Each turn's connection is gone when the next one comes. */
int accept_clients(const int *clients, int count)
{
    int accepted = 0;
    for (int i = 0; i < count; i++) {
        struct connection connection = { .client = clients[i], .flags = 1 };
        if (spawn_detached(serve, &connection) != 0) {         // expect: CK1005 "connection"
            fprintf(stderr, "no thread for client %d\n", clients[i]);
            break;
        }
        accepted++;
    }
    return accepted;
}

/* The event is a block, its text is not. */
int log_event(const char *what)
{
    char line[64];
    time_t now = time(NULL);
    struct event *event = calloc(1, sizeof *event);
    if (event == NULL)
        return -1;
    snprintf(line, sizeof line, "%ld %s", (long)now, what);
    event->text = line;
    if (spawn_detached(write_event, event) != 0) {             // expect: CK1005 "line"
        free(event);
        return -1;
    }
    return 0;
}

int greet(int client)
{
    char greeting[32];
    snprintf(greeting, sizeof greeting, "hello %d", client);
    return spawn_detached(say_hello, greeting);                // expect: CK1005 "greeting"
}
