// run: fork
/* Children that end by exit: what stands in the parent's buffers is written twice, and its handlers run in the child. */
#include <err.h>
#include <stdio.h>
#include <stdlib.h>
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

/* The classic. */
int run(char **arguments)
{
    pid_t child = fork();                          // flow a1: child
    if (child == 0) {
        execvp(arguments[0], arguments);
        perror(arguments[0]);
        exit(127);                                 // expect a: CK2006 warning "after a failed exec"
    }
    return wait_for(child);
}

/* In a function of the child that does not come back. */
static void execute(const char *path)
{
    execl(path, path, (char *)NULL);
    fprintf(stderr, "cannot execute %s\n", path);
    exit(126);                                     // flow b2: exit
}

int run_by_function(const char *path)
{
    pid_t child = fork();
    switch (child) {
    case -1:
        return -1;
    case 0:
        execute(path);                             // expect b: CK2006 warning "execute" // flow b1: execute
    default:
        return wait_for(child);
    }
}

/* Several attempts, then the end. */
int run_somewhere(const char *name)
{
    pid_t child = fork();
    if (child < 0)
        return -1;
    if (!child) {
        execlp(name, name, (char *)NULL);
        execl("/nonexistent/program", name, (char *)NULL);
        exit(EXIT_FAILURE);                        // expect: CK2006 warning "after a failed exec"
    }
    return wait_for(child);
}

/* What tries the exec comes back where it failed. */
static void try_program(const char *path)
{
    execl(path, path, (char *)NULL);
}

static void finish(int code)
{
    exit(code);
}

int run_in_two_steps(const char *path)
{
    pid_t child = fork();
    if (child == 0) {
        try_program(path);
        finish(126);                               // expect: CK2006 warning "after a failed exec"
    }
    return wait_for(child);
}

/* A child that works and ends so on purpose, perhaps: a note. */
int work(int number)
{
    pid_t child = fork();
    if (child == 0) {
        number *= 2;
        exit(number & 1);                          // expect: CK2006 note "_exit"
    }
    return wait_for(child);
}

/* What the child calls never comes back: the way of servers that fork for each client. */
static void serve_client(int number)
{
    while (number > 0)
        number /= 2;
    fflush(stdout);
    exit(number);
}

int serve(int number)
{
    pid_t child = fork();
    if (child == 0)
        serve_client(number);                      // expect: CK2006 note "'serve_client' ends by 'exit'"
    return wait_for(child);
}

/* Only an error would end it so, and the child itself ends as it should. */
static int serve_carefully(int number)
{
    pid_t child = fork();
    if (child == 0) {
        if (number > 1000)
            finish(1);                             // ok: CK2006
        _exit(0);                                  // ok: CK2006
    }
    return wait_for(child);
}

int main(void)
{
    char *arguments[] = { "/nonexistent/program", NULL };
    printf("this stands in the buffer\n");
    int failures = run(arguments) + run_by_function("/nonexistent/program") + run_somewhere("no-such-program-anywhere") + work(3) + run_in_two_steps("/nonexistent/program") + serve(7) + serve_carefully(3);
    return failures == 12345;
}
