// run: fork
/* Threads whose children exec, or do what may be done and end. */
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <unistd.h>

static atomic_int next_job;

/* The child execs. */
static void *launcher(void *unused)
{
    static char *arguments[] = { "true", NULL };
    while (atomic_fetch_add(&next_job, 1) < 4) {
        pid_t child = fork();                      // ok: CK2005
        if (child == 0) {
            execv("/bin/true", arguments);
            _exit(127);
        }
        waitpid(child, NULL, 0);
    }
    return unused;
}

/* The child only writes and ends. */
static void *marker(void *unused)
{
    pid_t child = fork();                          // ok: CK2005
    if (child == 0)
        _exit(write(2, "", 0) < 0);
    waitpid(child, NULL, 0);
    return unused;
}

/* Behind a wrapper that comes back as the child. */
static pid_t spawn(void)
{
    return fork();                                 // ok: CK2005
}

static void *wrapped(void *unused)
{
    pid_t child = spawn();                         // ok: CK2005
    if (child == 0) {
        execl("/bin/true", "true", (char *)NULL);
        _exit(127);
    }
    waitpid(child, NULL, 0);
    return unused;
}

/* Before the first thread: with memory and streams as one likes. */
static int forked_before(void)
{
    pid_t child = fork();                          // ok: CK2005
    if (child == 0) {
        char *block = malloc(16);                  // ok: CK2001
        _exit(block == NULL);
    }
    return child < 0 || waitpid(child, NULL, 0) != child;
}

int main(void)
{
    pthread_t threads[3];
    int failures = forked_before();
    if (pthread_create(&threads[0], NULL, launcher, NULL) != 0
        || pthread_create(&threads[1], NULL, marker, NULL) != 0
        || pthread_create(&threads[2], NULL, wrapped, NULL) != 0)
        exit(1);
    for (int i = 0; i < 3; i++)
        pthread_join(threads[i], NULL);
    return failures;
}
