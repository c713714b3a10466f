// run: none a thread by the system call itself needs code in assembly to live on its own stack
#define _GNU_SOURCE
/* clone with the memory shared is a thread, also where no function of the C library makes it. */
#include <sched.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <unistd.h>

#define STACK 65536
#define THREAD (CLONE_VM | CLONE_FS | CLONE_FILES | CLONE_SIGHAND | CLONE_THREAD | CLONE_SYSVSEM)

static char stack[STACK];

/* A runtime that brings its own threads. */
static long start_thread(void)
{
    return syscall(SYS_clone, (unsigned long)THREAD, stack + STACK, NULL, NULL, 0L);
}

static int run_beside_thread(void)
{
    if (start_thread() <= 0)
        return 1;
    pid_t child = fork();
    if (child == 0) {
        char *block = malloc(8);                   // expect: CK2001 error
        _exit(block == NULL);
    }
    return child < 0 || waitpid(child, NULL, 0) != child;
}

int main(void)
{
    return run_beside_thread();
}
