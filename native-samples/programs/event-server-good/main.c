// run: stack
// run: objects
#include <time.h>

#include "server.h"

struct queue *served;

static void wait_for(int length)
{
    for (int i = 0; i < 200 && queue_length(served) < length; i++)
        nanosleep(&(struct timespec) { .tv_nsec = 10 * 1000 * 1000 }, NULL);
}

int main(void)
{
    static const int clients[] = { 4, 5 };
    if (queue_new(0) != NULL)
        return 1;
    served = queue_new(8);
    if (served == NULL)
        return 1;
    int failures = accept_clients(clients, 2) != 2;
    wait_for(2);
    failures += log_event("start") + greet(7);
    wait_for(4);
    nanosleep(&(struct timespec) { .tv_nsec = 100 * 1000 * 1000 }, NULL);
    queue_free(served);
    return failures;
}
