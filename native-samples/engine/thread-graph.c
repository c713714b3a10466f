// run: threads
/* What threads run, are handed and leave, by all the ways in which a program says it: ThreadGraphTests reads what is made of this. */
#define _GNU_SOURCE
#include <pthread.h>
#include <stdlib.h>

static void *direct(void *argument)
{
    return argument;
}

static void *by_table(void *argument)
{
    return argument;
}

static void *by_field(void *argument)
{
    return argument;
}

static void *by_wrapper(void *argument)
{
    return argument;
}

static void *by_trampoline(void *argument)
{
    pthread_detach(pthread_self());
    return argument;
}

/* A wrapper that is told what to run, and hands the handle out. */
static int start(pthread_t *out, void *(*routine)(void *), void *argument)
{
    return pthread_create(out, NULL, routine, argument);
}

/* A service by its field. */
struct service {
    void *(*run)(void *);
    pthread_t thread;
};

static int service_start(struct service *service)
{
    return pthread_create(&service->thread, NULL, service->run, service);  // ok: CK1002
}

static void service_stop(struct service *service)
{
    pthread_join(service->thread, NULL);
}

/* A portability layer that wraps routine and argument in a record of its own. */
struct launch {
    void *(*routine)(void *);
    void *argument;
};

static void *trampoline(void *argument)
{
    struct launch launch = *(struct launch *)argument;
    free(argument);
    return launch.routine(launch.argument);
}

static int launch(void *(*routine)(void *), void *argument)
{
    pthread_t thread;
    struct launch *launch = malloc(sizeof *launch);
    if (launch == NULL)
        return -1;
    launch->routine = routine;
    launch->argument = argument;
    if (pthread_create(&thread, NULL, trampoline, launch) != 0) {          // ok: CK1002
        free(launch);
        return -1;
    }
    return 0;
}

static void *(*const table[])(void *) = { direct, by_table };

int main(void)
{
    pthread_t worker;
    int number = 1;
    if (pthread_create(&worker, NULL, direct, &number) != 0)               // ok: CK1002
        return 1;
    pthread_join(worker, NULL);
    if (pthread_create(&worker, NULL, table[number], NULL) != 0)           // ok: CK1002
        return 1;
    void *result;
    pthread_join(worker, &result);
    if (start(&worker, by_wrapper, NULL) != 0)             // ok: CK1002
        return 1;
    pthread_join(worker, NULL);
    static struct service service = { .run = by_field };
    if (service_start(&service) != 0)
        return 1;
    service_stop(&service);
    return launch(by_trampoline, NULL);
}
