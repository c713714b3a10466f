// run: fork
/* The same wrapper; the child has no need of it. */
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <unistd.h>

static atomic_int stopping;

static void *logged_malloc(size_t size)
{
    void *block = malloc(size);            // ok: CK2001
    fprintf(stderr, "[%d] malloc(%zu) = %p\n", (int)getpid(), size, block);
    return block;
}

static void logged_free(void *block)
{
    fprintf(stderr, "[%d] free(%p)\n", (int)getpid(), block);
    free(block);
}

static void *work(void *unused)
{
    while (!stopping) {
        logged_free(logged_malloc(100));
        usleep(2000);
    }
    return unused;
}

static void child_main(char *title, const char *name)
{
    strcpy(title, name);
    _exit(0);
}

static int start(const char *name)
{
    char *title = logged_malloc(strlen(name) + 1);         // ok: CK2001
    if (title == NULL)
        return -1;
    pid_t child = fork();
    if (child == 0)
        child_main(title, name);           // ok: CK2001
    logged_free(title);
    return child < 0 ? -1 : waitpid(child, NULL, 0) != child;
}

int main(void)
{
    pthread_t worker;
    if (pthread_create(&worker, NULL, work, NULL) != 0)
        return 1;
    int failures = start("first");
    stopping = 1;
    pthread_join(worker, NULL);
    return failures;
}
