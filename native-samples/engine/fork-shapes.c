// run: fork
/* How the child's path is found, and where it ends. */
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <unistd.h>

static atomic_int stopping;

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

/* Not less than one, not more than minus one: the child. */
int by_order(void)
{
    pid_t child = fork();
    if (child < 0)
        return -1;
    if (child > 0)
        return wait_for(child);
    char *block = malloc(8);               // expect: CK2001 "malloc"
    _exit(block == NULL);
}

/* By the answer in a variable of its own. */
int by_stored_test(void)
{
    pid_t child = fork();
    int in_child = child == 0;
    if (in_child) {
        char *block = malloc(8);           // expect: CK2001 "malloc"
        _exit(block == NULL);
    }
    return wait_for(child);
}

/* In a loop that makes several. */
int in_loop(int children)
{
    int failures = 0;
    for (int i = 0; i < children; i++) {
        pid_t child = fork();
        if (child == 0) {
            char *block = malloc((size_t)i + 1);           // expect: CK2001 "malloc"
            _exit(block == NULL);
        }
        failures += wait_for(child);
    }
    return failures;
}

/* What parent and child have in common after the fork. */
int in_both(void)
{
    pid_t child = fork();
    char *block = malloc(8);               // expect: CK2001 "malloc"
    if (child == 0)
        _exit(block == NULL);
    free(block);                           // ok: CK2001
    return wait_for(child);
}

/* exec ends the child's path; its failure does not. */
int after_failed_exec(void)
{
    pid_t child = fork();
    if (child == 0) {
        execl("/nonexistent/program", "program", (char *)NULL);
        char *message = strdup("cannot execute");          // expect: CK2001 "strdup"
        _exit(message == NULL ? 126 : 127);
    }
    return wait_for(child);
}

/* The child of the child. */
int in_grandchild(void)
{
    pid_t child = fork();
    if (child == 0) {
        pid_t grandchild = fork();
        if (grandchild == 0) {
            char *block = malloc(8);       // expect: CK2001 "malloc"
            _exit(block == NULL);
        }
        _exit(wait_for(grandchild));
    }
    return wait_for(child);
}

/* A function of the child that ends it in all its ways. */
static void child_runs(int number)
{
    if (number == 0)
        _exit(0);
    _exit(1);
}

int ended_in_callee(void)
{
    pid_t child = fork();
    if (child == 0)
        child_runs(0);
    char *note = strdup("parent");         // ok: CK2001
    free(note);                            // ok: CK2001
    return wait_for(child);
}

/* A function of the child that comes back. */
static void child_prepares(void)
{
    setsid();
}

int comes_back(void)
{
    pid_t child = fork();
    if (child == 0)
        child_prepares();
    else
        return wait_for(child);
    char *block = malloc(8);               // expect: CK2001 "malloc"
    _exit(block == NULL);
}

/* A child handler, registered once. */
static char *identity;

static void renew_identity(void)
{
    identity = malloc(8);                  // expect: CK2001 "malloc"
}

int by_child_handler(void)
{
    if (pthread_atfork(NULL, NULL, renew_identity) != 0)
        return -1;
    pid_t child = fork();
    if (child == 0)
        _exit(identity == NULL);
    return wait_for(child);
}

int main(void)
{
    pthread_t ticker;
    if (pthread_create(&ticker, NULL, tick, NULL) != 0)
        return 1;
    int failures = by_order() + by_stored_test() + in_loop(2) + in_both() + after_failed_exec();
    failures += in_grandchild() + ended_in_callee() + comes_back();
    /* Registered last: from here on every child of this process runs the handler. */
    failures += by_child_handler();
    stopping = 1;
    pthread_join(ticker, NULL);
    return failures == 12345;
}
