// run: memory
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct job {
    int id;
    int priority;
    struct job *next;
    char name[16];
};

union value {
    long number;
    struct {
        int low, high;
    } parts;
};

/* All at once. */
int start(int id)
{
    struct job *job = malloc(sizeof *job);
    if (job == NULL)
        return -1;
    *job = (struct job){ .id = id };
    if (job->next != NULL)                     // ok: CK4006
        id++;
    free(job);
    return id;
}

static void job_init(struct job *job, int id)
{
    memset(job, 0, sizeof *job);
    job->id = id;
}

/* By a function of its own. */
int prepared(int id)
{
    struct job *job = malloc(sizeof *job);
    if (job == NULL)
        return -1;
    job_init(job, id);
    if (job->priority > 5)                     // ok: CK4006
        id++;
    free(job);
    return id;
}

/* Zeros from the allocator. */
static void *zeros(size_t n, size_t size)
{
    void *block = calloc(n, size);
    if (block == NULL)
        abort();
    return block;
}

int zeroed(void)
{
    struct job *job = zeros(1, sizeof *job);
    int result = job->priority;                // ok: CK4006
    if (result > 0)
        puts(job->name);                       // ok: CK4006
    free(job);
    return result;
}

/* Filled by a loop as long as the block. */
int largest(int n)
{
    int *values = malloc(n * sizeof *values);
    if (values == NULL)
        return -1;
    for (int i = 0; i < n; i++)
        values[i] = i;
    int most = values[0];                      // ok: CK4006
    if (most < 0)
        most = 0;
    free(values);
    return most;
}

/* Set and read on the same condition. */
int schedule(int id, int urgent)
{
    struct job *job = malloc(sizeof *job);
    if (job == NULL)
        return -1;
    job->id = id;
    if (urgent)
        job->priority = 9;
    int result = job->id;
    if (urgent && job->priority > 5)           // ok: CK4006
        result++;
    free(job);
    return result;
}

/* Filled from a file. */
int from_file(FILE *in)
{
    char *line = malloc(64);
    if (line == NULL)
        return -1;
    int result = 0;
    if (fgets(line, 64, in) != NULL && line[0] == '#') // ok: CK4006
        result = 1;
    free(line);
    return result;
}

/* One member of a union is the others. */
int low_part(long number)
{
    union value *value = malloc(sizeof *value);
    if (value == NULL)
        return -1;
    value->number = number;
    int low = value->parts.low;                // ok: CK4006
    if (low > 3)
        low = 3;
    free(value);
    return low;
}

/* The part that realloc added, filled. */
int grow(void)
{
    int *values = malloc(4 * sizeof *values);
    if (values == NULL)
        return -1;
    for (int i = 0; i < 4; i++)
        values[i] = 1;
    int *grown = realloc(values, 64 * sizeof *values);
    if (grown == NULL) {
        free(values);
        return -1;
    }
    memset(grown + 4, 0, 60 * sizeof *grown);
    int sum = grown[3];
    if (grown[40] > 0)                         // ok: CK4006
        sum++;
    free(grown);
    return sum;
}

static int fill(char *out, size_t size)
{
    return snprintf(out, size, "%d", 42);
}

/* A text made by a callee. */
int text_of(void)
{
    char *text = malloc(16);
    if (text == NULL)
        return -1;
    fill(text, 16);
    int length = (int)strlen(text);            // ok: CK4006
    free(text);
    return length;
}

int main(void)
{
    start(1);
    prepared(2);
    zeroed();
    largest(4);
    schedule(2, 0);
    from_file(stdin);
    low_part(7);
    grow();
    text_of();
    return 0;
}
