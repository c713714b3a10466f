// run: realloc
// run: memory
#define _GNU_SOURCE
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* More than any machine has, so that the realloc of this run really fails. */
#define TOO_MUCH ((size_t)1 << 60)

struct buffer {
    char *bytes;
    size_t length;
    size_t capacity;
};

static char *history;
static size_t history_size;

/* The result has a name of its own until it is known to be good. */
int read_all(size_t more)
{
    char *bytes = malloc(16);
    if (bytes == NULL)
        return -1;
    bytes[0] = '\0';
    char *grown = realloc(bytes, more);    // ok: CK3001
    if (grown == NULL) {
        free(bytes);
        return -1;
    }
    free(grown);
    return 0;
}

int buffer_reserve(struct buffer *buffer, size_t capacity)
{
    if (capacity <= buffer->capacity)
        return 0;
    char *bytes = realloc(buffer->bytes, capacity);        // ok: CK3001
    if (bytes == NULL)
        return -1;
    buffer->bytes = bytes;
    buffer->capacity = capacity;
    return 0;
}

int history_grow(size_t size)
{
    char *grown = realloc(history, size);  // ok: CK3001
    if (grown == NULL)
        return -1;
    history = grown;
    history_size = size;
    return 0;
}

/* Failure ends the process: there is nobody left to miss the block. */
static void *checked_realloc(void *block, size_t size)
{
    void *grown = realloc(block, size);
    if (grown == NULL) {
        fputs("out of memory\n", stderr);
        exit(2);
    }
    return grown;
}

char *repeat(const char *text, size_t times)
{
    char *all = NULL;
    size_t length = 0;
    for (size_t i = 0; i < times; i++) {
        all = checked_realloc(all, length + strlen(text) + 1);             // ok: CK3001
        strcpy(all + length, text);
        length += strlen(text);
    }
    return all;
}

char *duplicate(const char *text, size_t size)
{
    char *copy = malloc(8);
    if (copy == NULL)
        abort();
    copy = realloc(copy, size);            // ok: CK3001
    if (copy == NULL)
        abort();
    strcpy(copy, text);
    return copy;
}

/* Another name lives on: the caller's variable still holds the block when the copy is overwritten. */
int table_widen(int **row, size_t size)
{
    int *values = *row;
    values = realloc(values, size);        // ok: CK3001
    if (values == NULL)
        return -1;
    *row = values;
    return 0;
}

/* The old block is remembered, and released when the new one does not come. */
int buffer_replace(struct buffer *buffer, size_t size)
{
    char *old = buffer->bytes;
    buffer->bytes = realloc(buffer->bytes, size);          // ok: CK3001
    if (buffer->bytes == NULL) {
        free(old);
        buffer->capacity = 0;
        return -1;
    }
    buffer->capacity = size;
    return 0;
}

/* Nothing is lost where there was nothing: the block is allocated here for the first time. */
int start(struct buffer *buffer, size_t size)
{
    buffer->bytes = NULL;
    buffer->bytes = realloc(buffer->bytes, size);          // ok: CK3001
    buffer->capacity = buffer->bytes == NULL ? 0 : size;
    buffer->length = 0;
    return buffer->bytes == NULL ? -1 : 0;
}

/* A wrapper that releases what it could not grow, as reallocf does elsewhere. */
static void *resize_or_free(void *block, size_t size)
{
    void *grown = realloc(block, size);
    if (grown == NULL)
        free(block);
    return grown;
}

int record(size_t size)
{
    char *samples = malloc(32);
    if (samples == NULL)
        return -1;
    samples = resize_or_free(samples, size);               // ok: CK3001
    if (samples == NULL)
        return -1;
    free(samples);
    return 0;
}

#define RESIZE(pointer, size) \
    do { \
        void *grown_ = realloc((pointer), (size)); \
        if (grown_ == NULL) \
            goto fail; \
        (pointer) = grown_; \
    } while (0)

int encode(size_t size)
{
    int rc = -1;
    char *output = malloc(8);
    if (output == NULL)
        return -1;
    RESIZE(output, size);                  // ok: CK3001
    rc = 0;
fail:
    free(output);
    return rc;
}

int append(int **values, size_t *count, size_t extra)
{
    int *grown = reallocarray(*values, *count + extra, sizeof **values);   // ok: CK3001
    if (grown == NULL)
        return -1;
    *values = grown;
    *count += extra;
    return 0;
}

int main(void)
{
    int failures = read_all(64) + read_all(TOO_MUCH);

    struct buffer buffer;
    if (start(&buffer, 16) == 0) {
        failures += buffer_reserve(&buffer, 64);
        failures += buffer_reserve(&buffer, TOO_MUCH);
        failures += buffer_replace(&buffer, TOO_MUCH);
        free(buffer.bytes);
    }
    failures += start(&buffer, TOO_MUCH);

    failures += history_grow(64);
    failures += history_grow(TOO_MUCH);
    free(history);

    free(repeat("ab", 3));
    free(duplicate("text", 16));

    int *row = malloc(4);
    failures += table_widen(&row, TOO_MUCH);
    free(row);

    size_t count = 2;
    int *values = calloc(count, sizeof *values);
    failures += append(&values, &count, TOO_MUCH);
    free(values);

    failures += record(64) + record(TOO_MUCH);
    failures += encode(TOO_MUCH);
    return failures == 0;
}
