// cleak: --libc glibc
// run: fork
#define _GNU_SOURCE
/* The system calls themselves: no handler runs, and no C library repairs what the child finds, whatever it does for fork. */
#include <errno.h>
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
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

static int ended(pid_t child)
{
    return child < 0 || waitpid(child, NULL, 0) != child;
}

#ifdef SYS_fork
/* An agent that takes a snapshot of itself. */
static int snapshot(void)
{
    long child = syscall(SYS_fork);
    if (child == 0) {
        char *image = malloc(64);                  // expect: CK2001 error "repairs nothing after this fork"
        if (image != NULL)
            memset(image, 0, 64);
        syscall(SYS_exit_group, image == NULL);
    }
    return ended((pid_t)child);
}
#endif

/* A process in a group of its own, as supervisors start them. */
static pid_t start_process(unsigned long flags)
{
    return (pid_t)syscall(SYS_clone, flags, NULL, NULL, NULL, 0L);
}

static int supervised(void)
{
    pid_t child = (pid_t)syscall(SYS_clone, SIGCHLD, NULL, NULL, NULL, 0L);
    if (child == 0) {
        char *name = strdup("worker");             // expect: CK2001 error "'strdup' is called"
        _exit(name == NULL);
    }
    return ended(child);
}

/* clone3 reads its flags from memory: struct clone_args of linux/sched.h, as far as the first version of the kernel's goes. */
struct request {
    uint64_t flags, pidfd, child_tid, parent_tid, exit_signal, stack, stack_size, tls;
};

static int with_descriptor(int *descriptor)
{
    struct request args = { .flags = CLONE_PIDFD, .pidfd = (uint64_t)(uintptr_t)descriptor, .exit_signal = SIGCHLD };
    pid_t child = (pid_t)syscall(SYS_clone3, &args, sizeof args);
    if (child == 0) {
        char *block = calloc(4, 4);                // expect: CK2001 error
        _exit(block == NULL);
    }
    return ended(child);
}

/* What a fork through a wrapper gives is no more repaired. */
static pid_t fork_quietly(void)
{
    return (pid_t)syscall(SYS_clone, SIGCHLD, NULL, NULL, NULL, 0L);
}

static int through_wrapper(void)
{
    pid_t child = fork_quietly();
    if (child == 0) {
        char *block = malloc(8);                   // expect: CK2001 error
        _exit(block == NULL);
    }
    return ended(child);
}

/* The child only does what it may, execs by number and ends by number. */
static int quiet_child(char *const argv[])
{
    char *const environment[] = { NULL };
    pid_t child = (pid_t)syscall(SYS_clone, SIGCHLD, NULL, NULL, NULL, 0L);
    if (child == 0) {
        close(STDIN_FILENO);                       // ok: CK2001
        syscall(SYS_execve, argv[0], argv, environment);
        syscall(SYS_exit_group, 127L);
        free(argv[0]);                             // ok: CK2001
    }
    return ended(child);
}

/* Other numbers make no process. */
static char *asked(void)
{
    long number = syscall(SYS_getpid);
    if (number == 0)
        return NULL;
    char *text = malloc(16);                       // ok: CK2001
    if (text != NULL)
        memset(text, (int)(number & 7), 16);
    return text;
}

/* Flags that are not known say nothing of who goes on. */
static int unknown_flags(unsigned long flags)
{
    char *before = malloc(8);                      // ok: CK2001
    pid_t child = start_process(flags);
    if (child == 0)
        _exit(0);
    free(before);                                  // ok: CK2001
    return ended(child);
}

int main(int argc, char **argv)
{
    pthread_t ticker;
    char *const missing[] = { "/nonexistent/program", NULL };
    int descriptor = -1;
    if (pthread_create(&ticker, NULL, tick, NULL) != 0)
        return 1;
    int failures = 0;
#ifdef SYS_fork
    failures += snapshot();
#endif
    failures += supervised() + through_wrapper() + quiet_child(missing) + unknown_flags(SIGCHLD | (argc > 9 ? CLONE_FS : 0));
    if (with_descriptor(&descriptor) == 0)
        close(descriptor);
    char *text = asked();
    failures += text == NULL || argv == NULL;
    free(text);
    stopping = 1;
    pthread_join(ticker, NULL);
    return failures;
}
