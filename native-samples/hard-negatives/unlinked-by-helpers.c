// run: memory
/* Rings whose entries are taken out by a helper of a helper: what the inner one writes through is the head that the entry was read from. */
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

struct ring {
    struct ring *next, *prev;
};

struct job {
    struct ring ring;
    char *command;
};

struct shop {
    int open;
    struct ring jobs;
};

static int is_alone(const struct ring *ring)
{
    return ring->next == ring;
}

static void join_ends(struct ring *before, struct ring *behind)
{
    before->next = behind;
    behind->prev = before;
}

static void take_out(struct ring *ring)
{
    join_ends(ring->prev, ring->next);
    ring->next = ring->prev = NULL;
}

static void put_last(struct ring *head, struct ring *ring)
{
    ring->prev = head->prev;
    ring->next = head;
    head->prev->next = ring;
    head->prev = ring;
}

static int add(struct shop *shop, const char *command)
{
    struct job *job = malloc(sizeof *job);                      // ok: CK4001
    if (job == NULL)
        return -1;
    job->command = strdup(command);
    put_last(&shop->jobs, &job->ring);
    return 0;
}

static void close_shop(struct shop *shop)
{
    while (!is_alone(&shop->jobs)) {
        struct job *job = (struct job *)((char *)shop->jobs.next - offsetof(struct job, ring));
        take_out(&job->ring);                                   // ok: CK4002
        free(job->command);                                     // ok: CK4002, CK4003
        free(job);                                              // ok: CK4003
    }
    shop->open = 0;
}

int main(void)
{
    struct shop shop = { 1, { &shop.jobs, &shop.jobs } };
    add(&shop, "sweep");
    add(&shop, "paint");
    close_shop(&shop);
    return shop.open;
}
