// run: memory
/* Detached workers that release their records with all inner fields. */
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

static void packet_free(struct packet *packet)
{
    if (packet == NULL)
        return;
    if (packet->from != NULL)
        free(packet->from->host);
    free(packet->from);
    free(packet->payload);
    free(packet);
}

static struct packet *packet_read(int number)
{
    struct packet *packet = calloc(1, sizeof *packet);     // ok: CK1001, CK4001
    if (packet == NULL)
        return NULL;
    packet->from = calloc(1, sizeof *packet->from);        // ok: CK1001, CK4001
    if (packet->from == NULL) {
        packet_free(packet);
        return NULL;
    }
    packet->from->host = strdup("localhost");              // ok: CK1001, CK4001
    packet->from->port = number;
    if (asprintf(&packet->payload, "packet %d", number) < 0)
        packet->payload = NULL;
    return packet;
}

static void *receive(void *argument)
{
    struct packet *packet = packet_read(*(int *)argument); // ok: CK1001
    if (packet == NULL)
        return NULL;
    packet_free(packet);
    return NULL;
}

static void *drop(void *argument)
{
    struct packet *packet = packet_read(*(int *)argument); // ok: CK1001
    if (packet == NULL || packet->from->port > 0) {
        packet_free(packet);
        return NULL;
    }
    packet_free(packet);
    return NULL;
}

static void *resolve(void *argument)
{
    struct address address = { .port = *(int *)argument };
    address.host = strdup("remotehost");   // ok: CK1001
    free(address.host);
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
