// run: memory
/* A relay whose threads are started by a layer of its own: what they are handed has an owner, or has none. */
#include "thread.h"

#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct delivery {
    int attempts;
    size_t room;
    char recipient[32];
};

static atomic_int done;
static atomic_int delivered;

static struct delivery *delivery_new(const char *recipient, size_t room)
{
    struct delivery *delivery = calloc(1, sizeof *delivery);
    if (delivery == NULL)
        return NULL;
    delivery->room = room;
    strncpy(delivery->recipient, recipient, sizeof delivery->recipient - 1);
    return delivery;
}

/* Takes the delivery over. */
static void *deliver(void *argument)
{
    struct delivery *delivery = argument;
    delivered += delivery->recipient[0] != '\0';
    free(delivery);
    done++;
    return NULL;
}

/* Looks at it, and leaves it to who started the thread. */
static void *verify(void *argument)
{
    struct delivery *delivery = argument;
    delivered += strchr(delivery->recipient, '@') != NULL;
    done++;
    return NULL;
}

/* Takes it over, but not where there is no room for the message. */
static void *queue(void *argument)
{
    struct delivery *delivery = argument;
    char *message = malloc(delivery->room);
    if (message == NULL) {
        done++;
        return NULL;
    }
    message[0] = delivery->recipient[0];
    delivered += message[0] != '\0';
    free(message);
    free(delivery);
    done++;
    return NULL;
}

/* There is no thread, and nobody releases what it would have been handed. */
static int relay_deliver(const char *recipient)
{
    struct thread thread;
    struct delivery *delivery = delivery_new(recipient, 0);            // flow a1: delivery_new
    if (delivery == NULL)
        return -1;
    if (thread_start_small(&thread, deliver, delivery) != 0)               // expect a: CK1004 "fails"
        return -1;
    return thread_wait(&thread);
}

/* Neither the thread nor its creator. */
static int relay_verify(const char *recipient)
{
    struct delivery *delivery = delivery_new(recipient, 0);            // flow b1: delivery_new
    if (delivery == NULL)
        return -1;
    if (thread_start_detached(verify, delivery) != 0) {    // expect b: CK1004 "delivery"
        free(delivery);
        return -1;
    }
    return 0;
}

/* Through two layers, and the thread releases it on most of its paths. */
static int relay_queue(const char *recipient, size_t room)
{
    struct delivery *delivery = delivery_new(recipient, room);         // flow c1: delivery_new
    if (delivery == NULL)
        return -1;
    if (thread_start_logged("queue", queue, delivery) != 0) {              // expect c: CK1004 "delivery"
        free(delivery);
        return -1;
    }
    return 0;
}

/* Waited for, and then forgotten. */
static int relay_check(const char *recipient)
{
    struct thread thread;
    struct delivery *delivery = delivery_new(recipient, 0);            // flow d1: delivery_new
    if (delivery == NULL)
        return -1;
    if (thread_start(&thread, verify, delivery) != 0) {    // expect d: CK1004 "delivery"
        free(delivery);
        return -1;
    }
    return thread_wait(&thread);
}

int main(void)
{
    int failures = relay_deliver("a@example.org") + relay_verify("b@example.org");
    failures += relay_queue("c@example.org", (size_t)-1 / 4) + relay_check("d@example.org");
    while (done < 3)
        usleep(1000);
    usleep(200000);
    return failures + delivered == 12345;
}
