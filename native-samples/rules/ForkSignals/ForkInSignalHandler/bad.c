// run: fork
/* Handlers that fork, in a process without threads. */
#include <signal.h>
#include <stdlib.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <unistd.h>

static volatile sig_atomic_t snapshots;

/* The child allocates in the middle of whatever was interrupted. */
static void take_snapshot(int number)
{
    (void)number;
    pid_t child = fork();                          // expect a: CK2003 warning "its child calls"
    if (child == 0) {
        char *image = malloc(512);
        _exit(image == NULL);
    }
    snapshots++;
}

/* Behind a helper. */
static pid_t start(void)
{
    pid_t child = fork();                          // flow b3: fork
    if (child == 0) {
        setenv("ROLE", "helper", 1);
        execl("/bin/true", "true", (char *)NULL);
        _exit(127);
    }
    return child;
}

static void restart(int number)
{
    (void)number;
    if (start() > 0)                               // expect b: CK2003 warning "start" // flow b2: start
        snapshots++;
}

/* The child is harmless; fork itself is not in the list of 2024 any more. */
static void mark(int number)
{
    (void)number;
    if (fork() == 0)                               // expect: CK2003 note "POSIX.1-2024"
        _exit(0);
}

int main(void)
{
    struct sigaction action = { .sa_handler = restart };
    signal(SIGALRM, take_snapshot);                // flow a1: take_snapshot
    sigaction(SIGUSR1, &action, NULL);             // flow b1: restart
    signal(SIGUSR2, mark);
    raise(SIGALRM);
    raise(SIGUSR1);
    raise(SIGUSR2);
    while (wait(NULL) > 0)
        continue;
    return 0;
}
