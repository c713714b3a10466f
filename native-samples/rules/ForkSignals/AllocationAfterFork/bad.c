// run: fork
#define _GNU_SOURCE
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <unistd.h>

struct job {
    int number;
    char *command;
};

static atomic_int stopping;
static char *settings;

static void *tick(void *unused)
{
    while (!stopping)
        usleep(1000);
    return unused;
}

static int wait_for(pid_t child)
{
    int status = 0;
    if (child < 0 || waitpid(child, &status, 0) < 0)
        return -1;
    return WEXITSTATUS(status);
}

/* Directly in the child. */
int child_mallocs(void)
{
    pid_t child = fork();                  // flow a1: child
    if (child == 0) {
        char *buffer = malloc(100);        // expect a: CK2001 "malloc"
        _exit(buffer == NULL);
    }
    return wait_for(child);
}

/* Releasing takes the allocator's locks as well. */
int child_frees(void)
{
    char *message = strdup("hello");
    if (message == NULL)
        return -1;
    pid_t child = fork();
    if (child == 0) {
        free(message);                     // expect: CK2001 "free"
        _exit(0);
    }
    free(message);
    return wait_for(child);
}

/* Through a helper. */
static char *path_of(const char *folder, const char *file)
{
    size_t length = strlen(folder) + strlen(file) + 2;
    char *path = malloc(length);           // flow b2: malloc
    if (path != NULL)
        snprintf(path, length, "%s/%s", folder, file);
    return path;
}

int child_builds_path(void)
{
    pid_t child = fork();
    if (child == 0) {
        char *path = path_of("/usr/bin", "true");          // expect b: CK2001 "path_of" // flow b1: path_of
        if (path == NULL)
            _exit(127);
        execl(path, "true", (char *)NULL);
        _exit(127);
    }
    return wait_for(child);
}

/* A whole main of the child, which allocates deep inside. */
static int run(struct job *job)
{
    job->command = strdup("work");
    return job->command == NULL ? 1 : job->number;
}

static void child_main(int number)
{
    struct job job = { .number = number };
    _exit(run(&job));
}

int child_has_a_main(void)
{
    pid_t child = fork();
    switch (child) {
    case -1:
        return -1;
    case 0:
        child_main(0);                     // expect: CK2001 "child_main"
    default:
        return wait_for(child);
    }
}

/* The child's code is what comes after the parent's return. */
int parent_returns_first(size_t size)
{
    pid_t child = fork();
    if (child != 0)
        return wait_for(child);
    int *counters = calloc(size, sizeof *counters);        // expect: CK2001 "calloc"
    _exit(counters == NULL);
}

/* What allocates without saying so. */
int child_formats(int code)
{
    pid_t child = fork();
    if (child < 0)
        return -1;
    if (!child) {
        char *text;
        if (asprintf(&text, "code %d", code) < 0)          // expect: CK2001 "asprintf"
            _exit(1);
        _exit(text[0] != 'c');
    }
    return wait_for(child);
}

/* A global that the parent made is grown in the child. */
int child_grows(void)
{
    if ((settings = malloc(8)) == NULL)
        return -1;
    pid_t child = fork();
    if (child == 0) {
        char *grown = realloc(settings, 4096);             // expect: CK2001 "realloc"
        _exit(grown == NULL);
    }
    int rc = wait_for(child);
    free(settings);
    settings = NULL;
    return rc;
}

/* On one path of the child only. */
int child_copies(const char *name)
{
    pid_t child = fork();
    if (child == 0) {
        if (name[0] == '-')
            _exit(3);
        char *copy = strdup(name);         // expect: CK2001 "strdup"
        _exit(copy == NULL);
    }
    return wait_for(child);
}

/* fork in a helper: its callers go on in both processes. */
static pid_t spawn(void)
{
    pid_t child = fork();
    if (child == 0)
        setpgid(0, 0);
    return child;
}

int child_of_a_helper(void)
{
    pid_t child = spawn();
    if (child == 0) {
        void *block = malloc(64);          // expect: CK2001 "malloc"
        _exit(block == NULL);
    }
    return wait_for(child);
}

int main(void)
{
    pthread_t ticker;
    if (pthread_create(&ticker, NULL, tick, NULL) != 0)
        return 1;
    int failures = child_mallocs();
    failures += child_frees();
    failures += child_builds_path();
    failures += child_has_a_main();
    failures += parent_returns_first(16);
    failures += child_formats(7);
    failures += child_grows();
    failures += child_copies("-") + child_copies("name");
    failures += child_of_a_helper();
    stopping = 1;
    pthread_join(ticker, NULL);
    return failures == 12345;
}
