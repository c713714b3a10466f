// run: fork
/* Every allocation goes through a wrapper that logs the process; in the child, too. */
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
    void *block = malloc(size);            // flow a3: malloc
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

static void child_main(const char *name)
{
    char *title = logged_malloc(strlen(name) + 1);
    if (title == NULL)
        _exit(1);
    strcpy(title, name);
    _exit(0);
}

static int start(const char *name)
{
    pid_t child = fork();
    if (child == 0)
        child_main(name);                  // expect: CK2001 "child_main"
    return child < 0 ? -1 : waitpid(child, NULL, 0) != child;
}

static int start_twice(const char *name)
{
    pid_t child = fork();                  // flow a1: fork
    if (child == 0) {
        char *title = logged_malloc(strlen(name) + 1);     // expect a: CK2001 "logged_malloc" // flow a2: logged_malloc
        if (title == NULL)
            _exit(1);
        strcpy(title, name);
        logged_free(title);                // expect: CK2001 "logged_free"
        _exit(0);
    }
    return child < 0 ? -1 : waitpid(child, NULL, 0) != child;
}

int main(void)
{
    pthread_t worker;
    if (pthread_create(&worker, NULL, work, NULL) != 0)
        return 1;
    int failures = start("first") + start_twice("second");
    stopping = 1;
    pthread_join(worker, NULL);
    return failures;
}
