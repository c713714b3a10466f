// run: memory
/* Detached threads that end below their start routine, with and without handlers that clean up. */
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static atomic_int done;

static int detach(void *(*routine)(void *), void *argument)
{
    pthread_t thread;
    if (pthread_create(&thread, NULL, routine, argument) != 0)
        return -1;
    return pthread_detach(thread);
}

static void give_up_on(int code)
{
    if (code > 1) {
        done++;
        pthread_exit(NULL);
    }
}

/* No handler. */
static void *unguarded(void *code)
{
    char *line = malloc(32);               // expect a: CK1001 "line" // flow a1: malloc
    if (line == NULL)
        return NULL;
    line[0] = 'u';
    give_up_on(*(int *)code);              // flow a2: the thread ends by
    free(line);
    done++;
    return NULL;
}

/* Guarded by a handler that runs. */
static void *guarded(void *code)
{
    char *line = malloc(32);               // ok: CK1001
    if (line == NULL)
        return NULL;
    pthread_cleanup_push(free, line);
    line[0] = 'g';
    give_up_on(*(int *)code);
    pthread_cleanup_pop(1);
    done++;
    return NULL;
}

/* Popped without execution: then it is the thread's own again. */
static void *popped(void *code)
{
    char *line = malloc(32);               // ok: CK1001
    if (line == NULL)
        return NULL;
    pthread_cleanup_push(free, line);
    give_up_on(*(int *)code);
    line[0] = 'p';
    pthread_cleanup_pop(0);
    free(line);
    done++;
    return NULL;
}

/* Popped without execution, and forgotten. */
static void *forgotten(void *code)
{
    char *line = malloc(32);               // expect: CK1001 "line"
    if (line == NULL)
        return NULL;
    pthread_cleanup_push(free, line);
    line[0] = *(int *)code == 0;
    pthread_cleanup_pop(0);
    done++;
    return NULL;
}

/* The handler releases another block than the one that gets lost. */
static void *half_guarded(void *code)
{
    char *first = malloc(32);              // ok: CK1001
    char *second = malloc(32);             // expect: CK1001 "second"
    if (first == NULL || second == NULL)
        abort();
    pthread_cleanup_push(free, first);
    first[0] = second[0] = 'h';
    give_up_on(*(int *)code);
    pthread_cleanup_pop(1);
    free(second);
    done++;
    return NULL;
}

/* A handler of the program's own. */
struct request {
    char *text;
    int length;
};

static void request_release(void *argument)
{
    struct request *request = argument;
    free(request->text);
    free(request);
}

static void *answer(void *code)
{
    struct request *request = calloc(1, sizeof *request);  // ok: CK1001
    if (request == NULL)
        return NULL;
    pthread_cleanup_push(request_release, request);
    request->text = strdup("answer");      // ok: CK1001
    give_up_on(*(int *)code);
    pthread_cleanup_pop(1);
    done++;
    return NULL;
}

/* Handlers in each other. */
static void *nested(void *code)
{
    char *outer = malloc(16);              // ok: CK1001
    char *inner = malloc(16);              // ok: CK1001
    if (outer == NULL || inner == NULL)
        abort();
    pthread_cleanup_push(free, outer);
    pthread_cleanup_push(free, inner);
    outer[0] = inner[0] = 'n';
    give_up_on(*(int *)code);
    pthread_cleanup_pop(1);
    pthread_cleanup_pop(1);
    done++;
    return NULL;
}

int main(void)
{
    static int calm = 0, urgent = 2;
    int failures = 0;
    void *(*routines[])(void *) = { unguarded, guarded, popped, forgotten, half_guarded, answer, nested };
    for (unsigned i = 0; i < sizeof routines / sizeof *routines; i++)
        failures += detach(routines[i], &calm) + detach(routines[i], &urgent);
    failures += detach(unguarded, &calm) + detach(guarded, &calm) + detach(popped, &calm) + detach(forgotten, &calm);
    failures += detach(half_guarded, &calm) + detach(answer, &calm) + detach(nested, &calm);
    while (done < 21)
        usleep(1000);
    usleep(200000);
    return failures == 12345;
}
