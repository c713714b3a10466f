#define _GNU_SOURCE
#include "connection.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define BUFFER_SIZE 256

struct connection {
    int descriptor;
    char *request;
    char *reply;
};

static atomic_int served;

int connection_served(void)
{
    return served;
}

static int connection_read(struct connection *connection)
{
    connection->request = malloc(BUFFER_SIZE);             // flow a3: malloc
    if (connection->request == NULL)
        return -1;
    ssize_t length = read(connection->descriptor, connection->request, BUFFER_SIZE - 1);
    if (length <= 0) {
        free(connection->request);
        connection->request = NULL;
        return -1;
    }
    connection->request[length] = '\0';
    return 0;
}

static int connection_answer(struct connection *connection)
{
    if (asprintf(&connection->reply, "echo %s", connection->request) < 0)
        return -1;
    size_t length = strlen(connection->reply);
    return write(connection->descriptor, connection->reply, length) == (ssize_t)length ? 0 : -1;
}

static void *connection_run(void *argument)
{
    struct connection connection = { .descriptor = *(int *)argument };
    free(argument);

    if (connection_read(&connection) == 0) {               // expect a: CK1001 // flow a2: connection_read
        if (strcmp(connection.request, "quit") == 0) {
            close(connection.descriptor);
            return NULL;                   // flow a4: connection
        }
        if (connection_answer(&connection) == 0)           // expect b: CK1001 // flow b1: connection_answer
            served++;
        free(connection.request);
    }
    close(connection.descriptor);
    return NULL;                           // flow b2: connection
}

int connection_start(int descriptor)
{
    pthread_t thread;
    pthread_attr_t detached;
    int *argument = malloc(sizeof *argument);
    if (argument == NULL)
        return -1;
    *argument = descriptor;
    pthread_attr_init(&detached);
    pthread_attr_setdetachstate(&detached, PTHREAD_CREATE_DETACHED);
    int error = pthread_create(&thread, &detached, connection_run, argument);              // flow a1: pthread_create
    pthread_attr_destroy(&detached);
    if (error != 0)
        free(argument);
    return error == 0 ? 0 : -1;
}
