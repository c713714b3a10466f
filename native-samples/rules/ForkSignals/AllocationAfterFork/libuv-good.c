// run: none needs libuv to be run
/* libuv without threads at the fork: joined before, and operations without a callback, which nobody but the caller does. */
#define _GNU_SOURCE
#include <pthread.h>
#include <stdlib.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <unistd.h>

typedef struct uv_loop_s uv_loop_t;
typedef struct { void *data; char rest[432]; } uv_fs_t;
typedef pthread_t uv_thread_t;
extern int uv_thread_create(uv_thread_t *thread, void (*entry)(void *), void *argument) __attribute__((weak));
extern int uv_thread_join(uv_thread_t *thread) __attribute__((weak));
extern int uv_fs_unlink(uv_loop_t *loop, uv_fs_t *request, const char *path, void (*done)(uv_fs_t *)) __attribute__((weak));

static void serve(void *unused)
{
    (void)unused;
}

static int run(void)
{
    pid_t child = fork();
    if (child == 0) {
        free(malloc(8));                           // ok: CK2001
        _exit(0);
    }
    int status = 0;
    return child < 0 || waitpid(child, &status, 0) < 0 ? -1 : WEXITSTATUS(status);
}

int main(void)
{
    uv_fs_t request = { 0 };
    uv_thread_t server;
    if (uv_thread_create == NULL)
        return 0;
    if (uv_thread_create(&server, serve, NULL) == 0)       // ok: CK1002
        uv_thread_join(&server);
    uv_fs_unlink(NULL, &request, "/nonexistent", NULL);
    return run();
}
