// run: none needs libuv to be run
/* libuv's threads: those that the program asks for, and those of the pool. */
#define _GNU_SOURCE
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <unistd.h>

/* As libuv declares them. */
typedef struct uv_loop_s uv_loop_t;
typedef struct { void *data; char rest[120]; } uv_work_t;
typedef struct { void *data; char rest[432]; } uv_fs_t;
typedef pthread_t uv_thread_t;
extern int uv_thread_create(uv_thread_t *thread, void (*entry)(void *), void *argument) __attribute__((weak));
extern int uv_thread_join(uv_thread_t *thread) __attribute__((weak));
extern int uv_queue_work(uv_loop_t *loop, uv_work_t *request, void (*work)(uv_work_t *), void (*after)(uv_work_t *, int)) __attribute__((weak));
extern int uv_fs_unlink(uv_loop_t *loop, uv_fs_t *request, const char *path, void (*done)(uv_fs_t *)) __attribute__((weak));

static int wait_for(pid_t child)
{
    int status = 0;
    if (child < 0 || waitpid(child, &status, 0) < 0)
        return -1;
    return WEXITSTATUS(status);
}

/* A thread of the pool forks: what it runs is known. */
static void compress(uv_work_t *request)
{
    pid_t child = fork();
    if (child == 0) {
        char *copy = strdup(request->data);        // expect: CK2001 error "strdup"
        _exit(copy == NULL);
    }
    wait_for(child);
}

static void done(uv_work_t *request, int status)
{
    free(request->data);
    request->data = NULL;
    (void)status;
}

int start_work(uv_loop_t *loop, uv_work_t *request)
{
    return uv_queue_work(loop, request, compress, done);
}

/* The pool is made with the first work. */
static void unlinked(uv_fs_t *request)
{
    (void)request;
}

int unlink_and_fork(uv_loop_t *loop, uv_fs_t *request)
{
    if (uv_fs_unlink(loop, request, "/nonexistent", unlinked) != 0)        // flow a1: uv_fs_unlink
        return -1;
    pid_t child = fork();
    if (child == 0) {
        free(malloc(8));                           // expect a: CK2001 error "malloc" // expect: CK2001 error "free"
        _exit(0);
    }
    return wait_for(child);
}

/* A thread of the program's own that still runs. */
static void serve(void *unused)
{
    (void)unused;
    pause();
}

int fork_beside(void)
{
    uv_thread_t server;
    if (uv_thread_create(&server, serve, NULL) != 0)       // flow b1: uv_thread_create
        return -1;
    pid_t child = fork();
    if (child == 0) {
        void *block = malloc(8);                   // expect b: CK2001 error "malloc"
        _exit(block == NULL);
    }
    int rc = wait_for(child);
    uv_thread_join(&server);
    return rc;
}

/* Never joined. */
int leave(void)
{
    uv_thread_t server;
    return uv_thread_create(&server, serve, NULL);         // expect: CK1002
}

int main(void)
{
    return 0;
}
