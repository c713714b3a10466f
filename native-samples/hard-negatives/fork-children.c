// run: fork
/* Children of a process with threads that keep to what is safe. */
#define _GNU_SOURCE
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <spawn.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

static atomic_int stopping;

static void *churn(void *unused)
{
    while (!stopping) {
        free(malloc(32));                  // ok: CK2001
        usleep(500);
    }
    return unused;
}

static int wait_for(pid_t child)
{
    int status = 0;
    if (child < 0 || waitpid(child, &status, 0) < 0)
        return -1;
    return WEXITSTATUS(status);
}

/* Descriptors moved, then exec. */
static int run_quietly(void)
{
    static char *arguments[] = { "true", NULL };
    pid_t child = fork();
    if (child == 0) {
        int null = open("/dev/null", O_RDWR);
        if (null < 0)
            _exit(126);
        dup2(null, 1);
        dup2(null, 2);
        if (null > 2)
            close(null);
        execve("/bin/true", arguments, environ);           // ok: CK2001
        _exit(127);
    }
    return wait_for(child);
}

/* A buffer on the child's stack, a number put into it by hand. */
static void put_number(int number)
{
    char digits[16];
    int at = sizeof digits;
    do
        digits[--at] = (char)('0' + number % 10);
    while ((number /= 10) > 0);
    if (write(2, digits + at, sizeof digits - (size_t)at) < 0)
        _exit(1);
}

static int report(void)
{
    pid_t child = fork();
    if (child == 0) {
        put_number((int)getpid());         // ok: CK2001
        _exit(0);
    }
    return wait_for(child);
}

/* A grandchild for init: nobody allocates. */
static int daemonize(void)
{
    pid_t child = fork();
    if (child == 0) {
        pid_t grandchild = fork();
        if (grandchild != 0)
            _exit(grandchild < 0);
        setsid();
        _exit(0);
    }
    return wait_for(child);
}

/* Allocation on the parent's path, which comes first in the text. */
static int parent_first(void)
{
    pid_t child = fork();
    if (child > 0) {
        char *note = strdup("started");    // ok: CK2001
        free(note);                        // ok: CK2001
        return wait_for(child);
    }
    if (child < 0)
        return -1;
    _exit(0);
}

/* A negated test, and the allocation in the else. */
static int child_in_then(void)
{
    pid_t child;
    if ((child = fork()) == 0) {
        _exit(0);
    } else {
        void *block = calloc(1, 8);        // ok: CK2001
        int rc = wait_for(child);
        free(block);
        return rc;
    }
}

/* A helper that allocates only when it is asked to. */
static char *name_of(int number, char *place)
{
    char *name = place != NULL ? place : malloc(8);        // ok: CK2001
    if (name != NULL) {
        name[0] = (char)('a' + number);
        name[1] = '\0';
    }
    return name;
}

static int child_has_a_place(void)
{
    pid_t child = fork();
    if (child == 0) {
        char place[8];
        char *name = name_of(3, place);    // ok: CK2001
        _exit(name[0] != 'd');
    }
    char *name = name_of(4, NULL);         // ok: CK2001
    int rc = wait_for(child);
    free(name);
    return rc;
}

/* free(NULL) takes no lock: the child holds nothing. */
static int stack_or_heap(size_t size)
{
    char small[32];
    char *heap = size > sizeof small ? malloc(size) : NULL;                // ok: CK2001
    char *text = heap != NULL ? heap : small;
    text[0] = 'x';
    pid_t child = fork();
    if (child == 0)
        _exit(text[0] != 'x');
    int rc = wait_for(child);
    free(heap);                            // ok: CK2001
    return rc;
}

/* vfork and exec. */
static int run_by_vfork(void)
{
    static char *arguments[] = { "true", NULL };
    pid_t child = vfork();
    if (child == 0) {
        execve("/bin/true", arguments, environ);           // ok: CK2001
        _exit(127);
    }
    return wait_for(child);
}

/* posix_spawn, with its own lists. */
static int run_spawned(void)
{
    pid_t child;
    static char *arguments[] = { "true", NULL };
    posix_spawn_file_actions_t actions;
    if (posix_spawn_file_actions_init(&actions) != 0)
        return -1;
    posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0);               // ok: CK2001
    int error = posix_spawn(&child, "/bin/true", &actions, NULL, arguments, environ);
    posix_spawn_file_actions_destroy(&actions);            // ok: CK2001
    return error != 0 ? -1 : wait_for(child);
}

/* The handler of SIGCHLD only counts. */
static volatile sig_atomic_t ended;

static void on_child(int signal_number)
{
    (void)signal_number;
    ended++;
}

int main(void)
{
    pthread_t churner;
    signal(SIGCHLD, on_child);
    if (pthread_create(&churner, NULL, churn, NULL) != 0)
        return 1;
    int failures = run_quietly() + report() + daemonize() + parent_first() + child_in_then();
    failures += child_has_a_place() + stack_or_heap(8) + stack_or_heap(80);
    failures += run_by_vfork() + run_spawned();
    stopping = 1;
    pthread_join(churner, NULL);
    return failures == 12345;
}
