// run: memory
/* A member that each way sets, from a variable that only that way has set. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct job {
    int flags;
    int status;
    int input;
    char *command;
    struct job *next;
};

enum { TERMINAL = 4, QUIET = 8 };

static struct job *jobs;

static int open_terminal(int *handle)
{
    *handle = 5;
    return 0;
}

static int open_pair(int pair[2])
{
    pair[0] = 6;
    pair[1] = 7;
    return 0;
}

static int start(const char *command, int count, int flags)
{
    int pair[2], terminal, result;
    if (flags & TERMINAL)
        result = open_terminal(&terminal);
    else
        result = open_pair(pair);
    if (result != 0)
        return -1;
    if (command == NULL)
        printf("%d words\n", count);
    else if (!(flags & QUIET))
        printf("%s\n", command);
    struct job *job = malloc(sizeof *job);
    if (job == NULL)
        exit(2);
    job->flags = flags;
    job->status = 0;
    if (command != NULL)
        job->command = strdup(command);          // ok: CK4001
    else
        job->command = calloc(1, (size_t)count + 1);  // ok: CK4001
    job->next = jobs;
    jobs = job;
    if (~flags & TERMINAL)
        job->input = pair[0];
    else
        job->input = terminal;
    return job->input;                           // ok: CK4006
}

int main(void)
{
    int sum = start("ls", 0, 0) + start(NULL, 2, TERMINAL) + start("ps", 0, QUIET) + start("top", 0, TERMINAL | QUIET);
    printf("%d\n", sum);
    while (jobs != NULL) {
        struct job *next = jobs->next;
        free(jobs->command);
        free(jobs);
        jobs = next;
    }
    return 0;
}
