// run: realloc
// run: memory
#define _GNU_SOURCE
#include <stdlib.h>
#include <string.h>

/* More than any machine has, so that the realloc of this run really fails. */
#define TOO_MUCH ((size_t)1 << 60)

struct buffer {
    char *bytes;
    size_t length;
    size_t capacity;
};

struct table {
    int **rows;
    size_t count;
};

static char *history;

/* A local. */
int read_all(size_t more)
{
    char *bytes = malloc(16);              // flow a1: malloc
    if (bytes == NULL)
        return -1;
    bytes[0] = '\0';
    bytes = realloc(bytes, more);          // expect a: CK3001 "bytes" // flow a2: realloc
    if (bytes == NULL)
        return -1;
    free(bytes);
    return 0;
}

/* A field behind a parameter: the classic growing buffer. */
int buffer_reserve(struct buffer *buffer, size_t capacity)
{
    if (capacity <= buffer->capacity)
        return 0;
    buffer->bytes = realloc(buffer->bytes, capacity);      // expect b: CK3001 "buffer->bytes" // flow b1: realloc
    if (buffer->bytes == NULL)
        return -1;
    buffer->capacity = capacity;
    return 0;
}

/* A global. */
int history_grow(size_t size)
{
    history = realloc(history, size);      // expect: CK3001 "history"
    return history == NULL ? -1 : 0;
}

/* An element of an array. */
int table_widen(struct table *table, size_t row, size_t columns)
{
    table->rows[row] = realloc(table->rows[row], columns); // expect: CK3001 "rows"
    if (table->rows[row] == NULL)
        return -1;
    return 0;
}

/* The caller's pointer, through *out. */
int grow(char **block, size_t *size, size_t more)
{
    *block = realloc(*block, *size + more);                // expect: CK3001 "*block"
    if (*block == NULL) {
        *size = 0;
        return -1;
    }
    *size += more;
    return 0;
}

/* reallocarray fails like realloc. */
int append(int **values, size_t *count, size_t extra)
{
    *values = reallocarray(*values, *count + extra, sizeof **values);      // expect: CK3001 "*values"
    if (*values == NULL)
        return -1;
    *count += extra;
    return 0;
}

/* In the turn of a loop. */
int collect(size_t wanted, size_t factor)
{
    size_t capacity = 4;
    char *items = malloc(capacity);
    if (items == NULL)
        return -1;
    while (capacity < wanted) {
        capacity *= factor;
        items = realloc(items, capacity);  // expect: CK3001 "items"
        if (items == NULL)
            return -1;
    }
    free(items);
    return 0;
}

/* The test is there, and even a cleanup label: it frees the NULL that took the block's place. */
#define RESIZE(pointer, size) \
    do { \
        (pointer) = realloc((pointer), (size)); \
        if ((pointer) == NULL) \
            goto fail; \
    } while (0)

int encode(size_t size)
{
    int rc = -1;
    char *output = malloc(8);
    if (output == NULL)
        return -1;
    RESIZE(output, size);                  // expect: CK3001 "output"
    rc = 0;
fail:
    free(output);
    return rc;
}

/* Behind a wrapper that hands the failure on. */
static void *resize(void *block, size_t size)
{
    if (size == 0)
        size = 1;
    return realloc(block, size);
}

int record(size_t size)
{
    char *samples = malloc(32);
    if (samples == NULL)
        return -1;
    samples = resize(samples, size);       // expect: CK3001 "samples"
    if (samples == NULL)
        return -1;
    free(samples);
    return 0;
}

/* The result is dropped: when it succeeds, nobody has the new block. */
int can_hold(size_t size)
{
    char *probe = malloc(8);
    if (probe == NULL)
        return 0;
    if (realloc(probe, size) != NULL)      // expect: CK3001
        return 1;
    free(probe);
    return 0;
}

/* Nobody asks whether it failed. */
void reset(struct buffer *buffer, size_t capacity)
{
    buffer->bytes = realloc(buffer->bytes, capacity);      // expect: CK3001 "buffer->bytes"
    buffer->capacity = capacity;
    buffer->length = 0;
}

/* Assigned inside the condition. */
int reload(struct buffer *buffer, size_t size)
{
    if ((buffer->bytes = realloc(buffer->bytes, size)) == NULL)            // expect: CK3001 "buffer->bytes"
        return -1;
    buffer->capacity = size;
    return 0;
}

static int start(struct buffer *buffer)
{
    buffer->length = 0;
    buffer->capacity = 16;
    buffer->bytes = malloc(16);
    return buffer->bytes == NULL;
}

int main(void)
{
    int failures = read_all(64) + read_all(TOO_MUCH);

    struct buffer buffer;
    if (start(&buffer) == 0) {
        failures += buffer_reserve(&buffer, TOO_MUCH);
        free(buffer.bytes);
    }
    if (start(&buffer) == 0) {
        failures += reload(&buffer, TOO_MUCH);
        free(buffer.bytes);
    }
    if (start(&buffer) == 0) {
        reset(&buffer, TOO_MUCH);
        free(buffer.bytes);
    }

    failures += history_grow(64);
    failures += history_grow(TOO_MUCH);
    free(history);

    int *row = malloc(4);
    struct table table = { .rows = &row, .count = 1 };
    failures += table_widen(&table, 0, TOO_MUCH);
    free(row);

    size_t size = 8;
    char *block = malloc(size);
    failures += grow(&block, &size, TOO_MUCH);
    free(block);

    size_t count = 2;
    int *values = calloc(count, sizeof *values);
    failures += append(&values, &count, TOO_MUCH);
    free(values);

    failures += collect(TOO_MUCH, TOO_MUCH / 4);
    failures += encode(TOO_MUCH);
    failures += record(TOO_MUCH);
    failures += can_hold(64) - 1 + can_hold(TOO_MUCH);
    return failures == 0;
}
