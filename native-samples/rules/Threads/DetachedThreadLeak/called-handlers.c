// run: memory
/* Cleanup handlers as musl's macros keep them, and glibc's of old: in a buffer on the stack, from where they are called. */
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

void _pthread_cleanup_push(struct _pthread_cleanup_buffer *buffer, void (*routine)(void *argument), void *argument);
void _pthread_cleanup_pop(struct _pthread_cleanup_buffer *buffer, int execute);

#define cleanup_push(routine, argument) do { struct _pthread_cleanup_buffer buffer_; _pthread_cleanup_push(&buffer_, (routine), (argument))
#define cleanup_pop(execute) _pthread_cleanup_pop(&buffer_, (execute)); } while (0)

static atomic_int done;
static atomic_int lines;

struct request {
    char *path;
    int id;
};

static void request_release(void *argument)
{
    struct request *request = argument;
    free(request->path);
    free(request);
}

/* Forgets what hangs on it. */
static void request_drop(void *argument)
{
    free(argument);
}

static void note(void *argument)
{
    lines += *(char *)argument != '\0';
}

static struct request *request_new(const char *path)
{
    struct request *request = malloc(sizeof *request);
    if (request == NULL)
        return NULL;
    request->id = 1;
    request->path = strdup(path);
    return request;
}

static void give_up_on(int code)
{
    if (code > 1) {
        done++;
        pthread_exit(NULL);
    }
}

/* The handler runs where the thread ends below, and where it is popped. */
static void *guarded(void *code)
{
    char *line = malloc(32);               // ok: CK1001
    if (line == NULL)
        return NULL;
    cleanup_push(free, line);
    line[0] = 'g';
    give_up_on(*(int *)code);
    cleanup_pop(1);
    done++;
    return NULL;
}

/* Popped without execution: then it is the thread's own again. */
static void *popped(void *code)
{
    char *line = malloc(32);               // ok: CK1001
    if (line == NULL)
        return NULL;
    cleanup_push(free, line);
    give_up_on(*(int *)code);
    line[0] = 'p';
    cleanup_pop(0);
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
    cleanup_push(free, line);
    line[0] = *(int *)code == 0;
    cleanup_pop(0);
    done++;
    return NULL;
}

/* The handler that runs releases nothing. */
static void *noted(void *code)
{
    char *line = malloc(32);               // expect b: CK1001 "line"
    if (line == NULL)
        return NULL;
    line[0] = '\0';
    cleanup_push(note, line);
    give_up_on(*(int *)code);              // flow b1: the thread ends by
    cleanup_pop(0);
    free(line);
    done++;
    return NULL;
}

/* Two handlers, the inner one first. */
static void *nested(void *code)
{
    struct request *request = request_new("/index");       // ok: CK1001
    if (request == NULL)
        return NULL;
    cleanup_push(request_release, request);
    char *line = malloc(32);               // ok: CK1001
    cleanup_push(free, line);
    give_up_on(*(int *)code);
    cleanup_pop(1);
    cleanup_pop(1);
    done++;
    return NULL;
}

/* The handler releases the record, and not what hangs on it. */
static void *dropped(void *code)
{
    struct request *request = request_new("/favicon");     // expect: CK1001 "path"
    if (request == NULL)
        return NULL;
    cleanup_push(request_drop, request);
    give_up_on(*(int *)code);
    cleanup_pop(1);
    done++;
    return NULL;
}

/* What was asked for says whether it runs. */
static void *asked(void *code)
{
    int keep = *(int *)code == 7;
    char *line = malloc(32);               // ok: CK1001
    if (line == NULL)
        return NULL;
    cleanup_push(free, line);
    line[0] = 'a';
    cleanup_pop(!keep);
    if (keep)
        free(line);
    done++;
    return NULL;
}

static int detach(void *(*routine)(void *), void *argument)
{
    pthread_t thread;
    if (pthread_create(&thread, NULL, routine, argument) != 0)
        return -1;
    return pthread_detach(thread);
}

int main(void)
{
    static int calm = 1, upset = 2;
    int failures = detach(guarded, &calm) + detach(guarded, &upset) + detach(popped, &calm) + detach(forgotten, &calm);
    failures += detach(noted, &calm) + detach(noted, &upset) + detach(nested, &calm) + detach(nested, &upset);
    failures += detach(dropped, &calm) + detach(dropped, &upset) + detach(asked, &calm);
    while (done < 11)
        usleep(1000);
    usleep(200000);
    return failures + lines == 12345;
}
