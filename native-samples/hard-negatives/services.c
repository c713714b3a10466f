// run: memory
/* What servers and tools do with descriptors, streams, addresses and threads when all goes well and when it does not. */
#define _GNU_SOURCE
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <netdb.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

/* The first address that can be bound, of all there are. */
static int listen_on(const char *port)
{
    struct addrinfo hints = { .ai_family = AF_UNSPEC, .ai_socktype = SOCK_STREAM, .ai_flags = AI_PASSIVE | AI_NUMERICHOST | AI_NUMERICSERV };
    struct addrinfo *all;
    int listener = -1;
    if (getaddrinfo("127.0.0.1", port, &hints, &all) != 0) // ok: CK5002
        return -1;
    for (struct addrinfo *at = all; at != NULL; at = at->ai_next) {
        listener = socket(at->ai_family, at->ai_socktype | SOCK_CLOEXEC, at->ai_protocol);                 // ok: CK5001
        if (listener < 0)
            continue;
        if (bind(listener, at->ai_addr, at->ai_addrlen) == 0 && listen(listener, 4) == 0)
            break;
        close(listener);                   // ok: CK5004
        listener = -1;
    }
    freeaddrinfo(all);
    return listener;
}

/* Sizes below a folder, by a recursion that closes what it opens. */
static long long total_size(int parent, const char *name, int depth)
{
    int folder = openat(parent, name, O_RDONLY | O_DIRECTORY | O_CLOEXEC); // ok: CK5001
    if (folder < 0)
        return 0;
    DIR *entries = fdopendir(folder);      // ok: CK5002
    if (entries == NULL) {
        close(folder);                     // ok: CK5004
        return 0;
    }
    long long total = 0;
    for (struct dirent *entry; (entry = readdir(entries)) != NULL;) {
        struct stat status;
        if (entry->d_name[0] == '.' || fstatat(folder, entry->d_name, &status, AT_SYMLINK_NOFOLLOW) != 0)  // ok: CK5004
            continue;
        total += S_ISDIR(status.st_mode) && depth > 0 ? total_size(folder, entry->d_name, depth - 1) : status.st_size;
    }
    closedir(entries);
    return total;
}

/* A mapped file, and the one that is empty. */
static long sum_of(const char *path)
{
    long sum = -1;
    struct stat status;
    int file = open(path, O_RDONLY | O_CLOEXEC);           // ok: CK5001
    if (file < 0)
        return -1;
    if (fstat(file, &status) == 0 && status.st_size > 0) {
        unsigned char *bytes = mmap(NULL, (size_t)status.st_size, PROT_READ, MAP_PRIVATE, file, 0);        // ok: CK5003
        if (bytes != MAP_FAILED) {
            sum = 0;
            for (off_t i = 0; i < status.st_size; i++)
                sum += bytes[i];
            munmap(bytes, (size_t)status.st_size);
        }
    }
    close(file);
    return sum;
}

/* Standard output, or a file in its place: only the file is closed. */
static int report(const char *path, const char *text)
{
    FILE *out = path == NULL ? stdout : fopen(path, "we"); // ok: CK5002
    if (out == NULL)
        return -1;
    int written = fprintf(out, "%s", text);
    if (out != stdout)
        fclose(out);                       // ok: CK5004
    return written;
}

/* The connection owns its descriptor; the one who makes it gives it over only where it succeeds. */
struct connection {
    int descriptor;
    char *peer;
};

static struct connection *connection_new(int descriptor, const char *peer)
{
    struct connection *connection = malloc(sizeof *connection);            // ok: CK4001
    if (connection == NULL)
        return NULL;
    connection->peer = strdup(peer);       // ok: CK4001
    if (connection->peer == NULL) {
        free(connection);
        return NULL;
    }
    connection->descriptor = descriptor;
    return connection;
}

static void connection_close(struct connection *connection)
{
    if (connection == NULL)
        return;
    if (connection->descriptor >= 0)
        close(connection->descriptor);
    free(connection->peer);
    free(connection);
}

static int talk(void)
{
    int ends[2];
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0)     // ok: CK5001
        return -1;
    struct connection *connection = connection_new(ends[0], "peer");       // ok: CK4001
    if (connection == NULL) {
        close(ends[0]);
        close(ends[1]);
        return -1;
    }
    char byte = 'x';
    ssize_t sent = write(ends[1], &byte, 1);
    close(ends[1]);
    ssize_t got = read(connection->descriptor, &byte, 1);  // ok: CK5004
    connection_close(connection);
    return sent == 1 && got == 1;
}

/* A worker that is stopped by its queue: each job is released by who runs it. */
struct job {
    struct job *next;
    char *text;
};

static struct {
    pthread_mutex_t lock;
    pthread_cond_t changed;
    struct job *first;
    struct job **last;
    bool closed;
} queue = { PTHREAD_MUTEX_INITIALIZER, PTHREAD_COND_INITIALIZER, NULL, &queue.first, false };

static bool submit(const char *text)
{
    struct job *job = malloc(sizeof *job); // ok: CK4001
    if (job == NULL)
        return false;
    job->next = NULL;
    job->text = strdup(text);              // ok: CK4001
    if (job->text == NULL) {
        free(job);
        return false;
    }
    pthread_mutex_lock(&queue.lock);
    *queue.last = job;
    queue.last = &job->next;
    pthread_cond_signal(&queue.changed);
    pthread_mutex_unlock(&queue.lock);
    return true;
}

static struct job *take(void)
{
    pthread_mutex_lock(&queue.lock);       // ok: CK5005
    while (queue.first == NULL && !queue.closed)
        pthread_cond_wait(&queue.changed, &queue.lock);
    struct job *job = queue.first;
    if (job != NULL && (queue.first = job->next) == NULL)
        queue.last = &queue.first;
    pthread_mutex_unlock(&queue.lock);
    return job;
}

static void *work(void *argument)
{
    size_t *length = argument;
    for (struct job *job; (job = take()) != NULL;) {
        *length += strlen(job->text);      // ok: CK4002
        free(job->text);
        free(job);                         // ok: CK4003
    }
    return NULL;
}

static size_t run_jobs(void)
{
    pthread_t worker;
    size_t length = 0;
    if (pthread_create(&worker, NULL, work, &length) != 0) // ok: CK1002, CK1005
        return 0;
    for (int i = 0; i < 5; i++)
        submit("job");
    pthread_mutex_lock(&queue.lock);
    queue.closed = true;
    pthread_cond_broadcast(&queue.changed);
    pthread_mutex_unlock(&queue.lock);
    pthread_join(worker, NULL);
    return length;
}

/* Lock held across the one path that hands it on, by a function that says so. */
static pthread_mutex_t table_lock = PTHREAD_MUTEX_INITIALIZER;
static int table[4];

static int *table_open(int row)
{
    pthread_mutex_lock(&table_lock);       // ok: CK5005
    if (row >= 0 && row < 4)
        return &table[row];
    pthread_mutex_unlock(&table_lock);
    return NULL;
}

static void table_close(void)
{
    pthread_mutex_unlock(&table_lock);
}

static int table_add(int row)
{
    int *cell = table_open(row);
    if (cell == NULL)
        return -1;
    int value = ++*cell;
    table_close();
    return value;
}

/* The environment's text is nobody's to release; its copy is. */
static char *home(void)
{
    const char *known = getenv("HOME");
    char *folder = strdup(known != NULL ? known : "/");    // ok: CK4001
    if (folder != NULL && folder[0] != '/') {
        free(folder);
        folder = strdup("/");              // ok: CK4001
    }
    return folder;                         // ok: CK4002
}

/* Cut into words in place: the block is released by its own address. */
static int count_words(const char *line)
{
    char *copy = strdup(line);             // ok: CK4001
    char *rest = copy, *word;
    int words = 0;
    if (copy == NULL)
        return -1;
    while ((word = strsep(&rest, " ")) != NULL)
        words += word[0] != '\0';
    free(copy);                            // ok: CK4005
    return words;
}

int main(void)
{
    int listener = listen_on("0");
    if (listener >= 0)
        close(listener);
    long long size = total_size(AT_FDCWD, "/proc/self/task", 0);
    long sum = sum_of("/proc/self/exe") + sum_of("/nowhere");
    sum += report(NULL, "") + report("/dev/null", "text") + report("/nowhere/file", "text");
    sum += talk() + (long)run_jobs() + table_add(1) + table_add(9) + count_words("one two");
    free(home());
    return size + sum == 12345;
}
