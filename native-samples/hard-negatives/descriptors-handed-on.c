// run: memory
/* Descriptors that somebody else closes: a queue of jobs that hangs on a variable of the program; a closer that asks the same setting as the opener. */
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

struct node {
    struct node *next;
    void *value;
};

struct list {
    struct node *head;
    struct node *tail;
    size_t length;
};

static struct list *queues[2];

struct job {
    int fd;
    unsigned sync : 1;
};

static void list_add(struct list *list, void *value)
{
    struct node *node = malloc(sizeof *node);
    if (node == NULL)
        abort();
    node->value = value;
    node->next = NULL;
    if (list->length == 0)
        list->head = node;
    else
        list->tail->next = node;
    list->tail = node;
    list->length++;
}

static void submit(int kind, struct job *job)
{
    list_add(queues[kind], job);
}

static void close_later(int fd)
{
    struct job *job = malloc(sizeof *job);                 // ok: CK4001
    if (job == NULL)
        abort();
    job->fd = fd;
    job->sync = 0;
    submit(1, job);
}

int unlink_later(const char *name)
{
    int fd = open(name, O_RDONLY | O_NONBLOCK);            // ok: CK5001
    if (fd == -1)
        return unlink(name);
    if (unlink(name) == -1) {
        close(fd);
        return -1;
    }
    close_later(fd);
    return 0;
}

static void run_queue(struct list *list)
{
    while (list->head != NULL) {
        struct node *node = list->head;
        struct job *job = node->value;
        list->head = node->next;
        close(job->fd);
        free(job);
        free(node);
    }
    list->length = 0;
}

static char log_name[64];

static int open_log(void)
{
    int to_stdout = log_name[0] == '\0';
    return to_stdout ? STDOUT_FILENO : open(log_name, O_APPEND | O_WRONLY);
}

static void close_log(int fd)
{
    int to_stdout = log_name[0] == '\0';
    if (!to_stdout)
        close(fd);
}

int log_line(const char *name, int (*prepare)(int fd))
{
    int fd = open_log();                                   // ok: CK5001
    if (fd < 0)
        return -1;
    int file = open(name, O_RDONLY);
    if (file < 0) {
        close_log(fd);
        return -1;
    }
    int prepared = prepare(file);
    ssize_t written = write(fd, "\n", 1);
    close(file);
    close_log(fd);
    return prepared == 0 && written == 1 ? 0 : -1;
}

static int check_later(int fd)
{
    return fd < 0;
}

int main(void)
{
    struct list queue = { NULL, NULL, 0 };
    queues[1] = &queue;
    char name[] = "/tmp/cleak-later-XXXXXX";
    int made = mkstemp(name);
    if (made < 0)
        return 1;
    close(made);
    int result = unlink_later(name);
    run_queue(&queue);
    result |= log_line("/dev/null", check_later);
    log_name[0] = '/';
    result |= log_line("/dev/null", check_later) == 0;
    return result != 0;
}
