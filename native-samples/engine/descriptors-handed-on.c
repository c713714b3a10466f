// run: memory
/* What looks as if it kept or closed a descriptor and does not: a job that is forgotten again, a closer that hangs on its argument. */
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

struct job {
    int fd;
    unsigned sync : 1;
};

/* The job is only looked at. */
static int is_job_for(int fd)
{
    struct job *job = malloc(sizeof *job);
    if (job == NULL)
        return 0;
    job->fd = fd;
    job->sync = 0;
    int usable = job->fd > 2;
    free(job);
    return usable;
}

int ask_only(const char *name)
{
    int fd = open(name, O_RDONLY);                         // expect: CK5001
    if (fd == -1)
        return -1;
    return is_job_for(fd) ? 0 : 1;
}

static void close_if(int fd, int own)
{
    if (own)
        close(fd);
}

int open_twice(const char *name)
{
    int first = open(name, O_RDONLY);
    if (first == -1)
        return -1;
    int second = open(name, O_RDONLY);                     // expect: CK5001
    if (second != -1)
        close_if(second, 0);
    close_if(first, 1);
    return 0;
}

int main(void)
{
    return ask_only("/dev/null") + open_twice("/dev/null");
}
