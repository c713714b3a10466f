// run: memory
/* Ways of keeping a block that other analyzers lose sight of. */
#define _GNU_SOURCE
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct record {
    char *name;
    char tag[16];
    int numbers[4];
};

/* A copy into the field beside the pointer leaves the pointer alone. */
static int tagged(const char *tag)
{
    struct record record;
    record.name = strdup("name");          // ok: CK4001
    if (record.name == NULL)
        return -1;
    strncpy(record.tag, tag, sizeof record.tag - 1);
    record.tag[sizeof record.tag - 1] = '\0';
    memset(record.numbers, 0, sizeof record.numbers);
    int first = record.name[0] + record.numbers[3];
    free(record.name);
    return first;
}

/* A record by value, with the block inside. */
static struct record record_of(const char *name)
{
    struct record record = { .name = strdup(name), .tag = "new" };         // ok: CK4001
    return record;
}

static size_t by_value(const char *name)
{
    struct record record = record_of(name);                // ok: CK4001
    struct record copy = record;
    size_t length = copy.name == NULL ? 0 : strlen(copy.name);
    free(record.name);
    return length;
}

/* A copy by memcpy takes the pointer along. */
static struct record *cloned(const struct record *record)
{
    struct record *clone = malloc(sizeof *clone);          // ok: CK4001
    if (clone == NULL)
        return NULL;
    memcpy(clone, record, sizeof *clone);
    return clone;
}

static int by_memcpy(void)
{
    struct record record = { .name = strdup("cloned") };   // ok: CK4001
    struct record *clone = cloned(&record);                // ok: CK4001
    if (clone == NULL) {
        free(record.name);
        return -1;
    }
    int first = clone->name == NULL ? 0 : clone->name[0];
    free(clone->name);
    free(clone);                           // ok: CK4003
    return first;
}

/* Moved by compare-and-swap: who wins the race owns it. */
static _Atomic(char *) shared;

static const char *shared_get(void)
{
    char *known = atomic_load(&shared);
    if (known != NULL)
        return known;
    char *mine = strdup("shared");         // ok: CK4001
    char *expected = NULL;
    if (!atomic_compare_exchange_strong(&shared, &expected, mine)) {
        free(mine);
        return expected;
    }
    return mine;
}

/* Taken out by exchange. */
static void shared_clear(void)
{
    free(atomic_exchange(&shared, NULL));  // ok: CK4003
}

/* A lock-free stack. */
struct job {
    struct job *next;
    int number;
};

static _Atomic(struct job *) jobs;

static int job_push(int number)
{
    struct job *job = malloc(sizeof *job); // ok: CK4001
    if (job == NULL)
        return -1;
    job->number = number;
    job->next = atomic_load(&jobs);
    while (!atomic_compare_exchange_weak(&jobs, &job->next, job))
        continue;
    return 0;
}

static int jobs_run(void)
{
    int sum = 0;
    struct job *next;
    for (struct job *job = atomic_exchange(&jobs, NULL); job != NULL; job = next) {
        next = job->next;
        sum += job->number;
        free(job);
    }
    return sum;
}

/* Through a pipe, as bytes: the reader owns what the writer sent. */
static void *receive(void *argument)
{
    int reader = *(int *)argument;
    char *message;
    while (read(reader, &message, sizeof message) == (ssize_t)sizeof message)
        free(message);
    return NULL;
}

static int send(int writer, const char *text)
{
    char *message = strdup(text);          // ok: CK4001
    if (message == NULL)
        return -1;
    if (write(writer, &message, sizeof message) != (ssize_t)sizeof message) {
        free(message);
        return -1;
    }
    return 0;
}

static int by_pipe(void)
{
    int ends[2];
    pthread_t receiver;
    if (pipe(ends) != 0)
        return -1;
    if (pthread_create(&receiver, NULL, receive, &ends[0]) != 0) {
        close(ends[0]);
        close(ends[1]);
        return -1;
    }
    int failures = send(ends[1], "one") + send(ends[1], "two");
    close(ends[1]);
    pthread_join(receiver, NULL);
    close(ends[0]);
    return failures;
}

/* The NULL path holds nothing. */
static int null_path(size_t size)
{
    char *block = malloc(size);            // ok: CK4001
    if (!block)
        return -1;
    free(block);
    return 0;
}

/* Released, and used again under the same name with another block. */
static int reassigned(void)
{
    char *line = strdup("first");          // ok: CK4001
    free(line);
    line = strdup("second");               // ok: CK4001
    int first = line == NULL ? 0 : line[0];                // ok: CK4002
    free(line);                            // ok: CK4003
    return first;
}

/* Two releases with a return between them. */
static int either(int early)
{
    char *block = malloc(4);               // ok: CK4001
    if (early) {
        free(block);
        return 1;
    }
    free(block);                           // ok: CK4003
    return 0;
}

/* A loop that allocates, with everything in an array. */
static int all_in_array(void)
{
    char *names[3] = { NULL, NULL, NULL };
    for (int i = 0; i < 3; i++)
        if (asprintf(&names[i], "name %d", i) < 0)         // ok: CK4001
            names[i] = NULL;
    int sum = 0;
    for (int i = 0; i < 3; i++) {
        sum += names[i] == NULL;
        free(names[i]);                    // ok: CK4003
    }
    return sum;
}

/* The name in the environment is the block itself. (Not run: memcheck takes libc's own memory down before it looks.) */
static int by_putenv(void)
{
    char *setting = strdup("SAMPLE=1");    // ok: CK4001
    if (setting == NULL)
        return -1;
    if (putenv(setting) != 0) {
        free(setting);
        return -1;
    }
    return 0;
}

/* A stream owns the buffer that it was given a name for, until it is closed. */
static size_t by_stream(void)
{
    char *text = NULL;
    size_t length = 0;
    FILE *stream = open_memstream(&text, &length);
    if (stream == NULL)
        return 0;
    fprintf(stream, "number %d", 5);
    fclose(stream);
    free(text);                            // ok: CK4001
    return length;
}

/* getline uses one block for all lines. */
static int by_getline(void)
{
    char *line = NULL;
    size_t capacity = 0;
    int lines = 0;
    FILE *stream = fopen("/proc/self/status", "re");
    if (stream == NULL)
        return -1;
    while (getline(&line, &capacity, stream) > 0)          // ok: CK4001
        lines++;
    free(line);
    fclose(stream);
    return lines > 0;
}

int main(int count, char **words)
{
    int sum = tagged("tag") + (int)by_value("value") + by_memcpy();
    sum += shared_get() == NULL || shared_get() == NULL;
    shared_clear();
    sum += job_push(1) + job_push(2) + jobs_run();
    sum += by_pipe() + null_path(4) + null_path((size_t)1 << 60);
    sum += reassigned() + either(0) + either(1) + all_in_array();
    sum += (int)by_stream() + by_getline();
    if (count > 1 && strcmp(words[1], "putenv") == 0)
        sum += by_putenv();
    return sum == 12345;
}
