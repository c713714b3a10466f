// run: memory
/* Detached workers that lose records with inner fields: whole, or field by field. */
#define _GNU_SOURCE
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct address {
    char *host;
    int port;
};

struct packet {
    struct address *from;
    char *payload;
    size_t length;
};

static struct packet *packet_read(int number)
{
    struct packet *packet = calloc(1, sizeof *packet);
    if (packet == NULL)
        return NULL;
    packet->from = calloc(1, sizeof *packet->from);
    if (packet->from == NULL) {
        free(packet);
        return NULL;
    }
    packet->from->host = strdup("localhost");
    packet->from->port = number;
    if (asprintf(&packet->payload, "packet %d", number) < 0)
        packet->payload = NULL;
    return packet;
}

/* The record and its payload go, the address and its name stay. */
static void packet_free(struct packet *packet)
{
    free(packet->payload);
    free(packet);
}

static void *receive(void *argument)
{
    struct packet *packet = packet_read(*(int *)argument); // expect a: CK1001 // flow a1: packet_read
    if (packet == NULL)
        return NULL;
    packet_free(packet);                   // flow a2: packet_free
    return NULL;
}

/* Everything stays: one loss, for who loses the record loses all that hangs on it. */
static void *drop(void *argument)
{
    struct packet *packet = packet_read(*(int *)argument); // expect b: CK1001 "packet"
    if (packet == NULL || packet->from->port > 0)
        return NULL;                       // flow b1: packet
    packet_free(packet);
    return NULL;
}

/* A record on the stack, with a field on the heap. */
static void *resolve(void *argument)
{
    struct address address = { .port = *(int *)argument };
    address.host = strdup("remotehost");   // expect: CK1001 "host"
    if (address.host == NULL || address.port == 0)
        return NULL;
    return NULL;
}

static int start(void *(*routine)(void *), int *number)
{
    pthread_t thread;
    if (pthread_create(&thread, NULL, routine, number) != 0)
        return -1;
    return pthread_detach(thread);
}

int main(void)
{
    static int number = 1;
    if (start(receive, &number) != 0 || start(drop, &number) != 0 || start(resolve, &number) != 0)
        return 1;
    pthread_exit(NULL);
}
