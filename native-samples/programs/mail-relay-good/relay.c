// run: memory
/* A relay whose threads are started by a layer of its own, and what they are handed is released once. */
#include "thread.h"

#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct delivery {
    struct delivery *next;
    int attempts;
    char recipient[32];
};

static atomic_int done;
static atomic_int delivered;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static struct delivery *deferred;

static struct delivery *delivery_new(const char *recipient)
{
    struct delivery *delivery = calloc(1, sizeof *delivery);
    if (delivery == NULL)
        return NULL;
    strncpy(delivery->recipient, recipient, sizeof delivery->recipient - 1);
    return delivery;
}

static void *deliver(void *argument)
{
    struct delivery *delivery = argument;
    delivered += delivery->recipient[0] != '\0';
    free(delivery);
    done++;
    return NULL;
}

static void *verify(void *argument)
{
    struct delivery *delivery = argument;
    delivered += strchr(delivery->recipient, '@') != NULL;
    done++;
    return NULL;
}

/* Kept by the thread: the list has it then. */
static void *defer(void *argument)
{
    struct delivery *delivery = argument;
    pthread_mutex_lock(&lock);
    delivery->next = deferred;
    deferred = delivery;
    pthread_mutex_unlock(&lock);
    done++;
    return NULL;
}

/* The thread releases it; where there is none, its creator does. */
static int relay_deliver(const char *recipient)
{
    struct thread thread;
    struct delivery *delivery = delivery_new(recipient);
    if (delivery == NULL)
        return -1;
    if (thread_start_small(&thread, deliver, delivery) != 0) {             // ok: CK1004
        free(delivery);
        return -1;
    }
    return thread_wait(&thread);
}

static int relay_deliver_later(const char *recipient)
{
    struct delivery *delivery = delivery_new(recipient);   // ok: CK4001
    if (delivery == NULL)
        return -1;
    if (thread_start_logged("deliver", deliver, delivery) != 0) {          // ok: CK1004
        free(delivery);
        return -1;
    }
    return 0;
}

/* Borrowed by the thread: released after the join. */
static int relay_check(const char *recipient)
{
    struct thread thread;
    struct delivery *delivery = delivery_new(recipient);
    if (delivery == NULL)
        return -1;
    int rc = thread_start(&thread, verify, delivery);      // ok: CK1004
    if (rc == 0)
        rc = thread_wait(&thread);
    free(delivery);
    return rc;
}

/* Kept by the thread in a list that the end goes through. */
static int relay_defer(const char *recipient)
{
    struct delivery *delivery = delivery_new(recipient);   // ok: CK4001
    if (delivery == NULL)
        return -1;
    if (thread_start_detached(defer, delivery) != 0) {     // ok: CK1004
        free(delivery);
        return -1;
    }
    return 0;
}

/* Listed first, then looked at by a thread. */
static int relay_watch(const char *recipient)
{
    struct delivery *delivery = delivery_new(recipient);   // ok: CK4001
    if (delivery == NULL)
        return -1;
    defer(delivery);
    if (thread_start_detached(verify, delivery) != 0)      // ok: CK1004
        return -1;
    return 0;
}

/* Which of the two it is, is told at run time. */
static int relay_start(const char *recipient, void *(*routine)(void *))
{
    struct delivery *delivery = delivery_new(recipient);   // ok: CK4001
    if (delivery == NULL)
        return -1;
    if (thread_start_detached(routine, delivery) != 0) {   // ok: CK1004
        free(delivery);
        return -1;
    }
    return 0;
}

static void relay_flush(void)
{
    while (deferred != NULL) {
        struct delivery *next = deferred->next;
        free(deferred);
        deferred = next;
    }
}

int main(void)
{
    int failures = relay_deliver("a@example.org") + relay_deliver_later("b@example.org") + relay_check("c@example.org");
    failures += relay_defer("d@example.org") + relay_watch("e@example.org");
    failures += relay_start("f@example.org", deliver) + relay_start("g@example.org", defer);
    while (done < 7)
        usleep(1000);
    usleep(200000);
    relay_flush();
    return failures + delivered == 12345;
}
