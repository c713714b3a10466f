// run: fork
/* Children that end by _exit, and processes that are no children any more. */
#define _GNU_SOURCE
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <unistd.h>

static int wait_for(pid_t child)
{
    int status = 0;
    if (child < 0 || waitpid(child, &status, 0) < 0)
        return -1;
    return WEXITSTATUS(status);
}

int run(char **arguments)
{
    pid_t child = fork();
    if (child == 0) {
        execv(arguments[0], arguments);
        _exit(127);                                // ok: CK2006
    }
    return wait_for(child);
}

/* ISO C's name for it. */
int run_by_standard(char **arguments)
{
    pid_t child = fork();
    if (child == 0) {
        execv(arguments[0], arguments);
        _Exit(127);                                // ok: CK2006
    }
    return wait_for(child);
}

/* It ends by a signal. */
int end_by_signal(void)
{
    pid_t child = fork();
    if (child == 0) {
        kill(getpid(), SIGKILL);
        abort();                                   // ok: CK2006
    }
    wait_for(child);
    return 0;
}

/* The parent's own exit, where fork fails. */
static void give_up(void)
{
    exit(1);                                       // ok: CK2006
}

int start(void)
{
    pid_t child = fork();
    if (child < 0)
        give_up();                                 // ok: CK2006
    if (child == 0)
        _exit(0);
    return wait_for(child);
}

/* A daemon: its parent has ended, and it is the process. */
static void become_daemon(void)
{
    if (fork() != 0)
        _exit(0);
    setsid();
}

/* A daemon by two forks, with calls before and behind the second that may fail: both parents have ended. */
static int ignore(int number)
{
    struct sigaction action = { .sa_handler = SIG_IGN };
    return sigaction(number, &action, NULL) < 0 ? -1 : 0;
}

static int leave(const char *folder)
{
    if (chdir(folder) != 0)
        return -1;
    umask(0177);
    return 0;
}

static void become_daemon_of_none(int number)
{
    if (fork() != 0)
        exit(0);
    setsid();
    if (ignore(number) < 0)
        perror("sigaction");
    if (fork() != 0)
        exit(0);
    if (leave("/") < 0)
        perror("chdir");
}

/* The exec is tried by a child of the child, which does not come back. */
static void run_job(const char *path)
{
    pid_t job = fork();
    if (job == 0) {
        execl(path, path, (char *)NULL);
        _exit(127);
    }
    wait_for(job);
}

static int serve(const char *path)
{
    pid_t server = fork();
    if (server == 0) {
        run_job(path);
        _exit(0);                                  // ok: CK2006
    }
    return wait_for(server);
}

int main(int count, char **arguments)
{
    if (count > 2) {
        become_daemon_of_none(count);
        if (leave(arguments[1]) < 0)
            exit(71);                              // ok: CK2006
        return serve(arguments[2]);
    }
    char *program[] = { "/nonexistent/program", NULL };
    int failures = run(program) + run_by_standard(program) + end_by_signal() + start();
    if (count > 1) {
        become_daemon();
        exit(failures == 12345);                   // ok: CK2006
    }
    (void)arguments;
    return failures == 12345;
}
