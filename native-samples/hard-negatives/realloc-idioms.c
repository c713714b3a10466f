// run: realloc
// run: memory
/* Ways to call realloc that lose nothing. */
#define _GNU_SOURCE
#include <setjmp.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* More than any machine has, so that the realloc of this run really fails. */
#define TOO_MUCH ((size_t)1 << 60)

struct vector {
    int *items;
    size_t count;
    size_t capacity;
};

__attribute__((noreturn)) static void die(void)
{
    fputs("out of memory\n", stderr);
    exit(2);
}

/* Failure ends the process, in each way of saying so. */
static char *or_die(char *block, size_t size)
{
    block = realloc(block, size);          // ok: CK3001
    if (!block)
        die();
    return block;
}

static char *or_abort(char *block, size_t size)
{
    if ((block = realloc(block, size)) == NULL)            // ok: CK3001
        abort();
    return block;
}

static void vector_push(struct vector *vector, int item)
{
    if (vector->count == vector->capacity) {
        vector->capacity = vector->capacity == 0 ? 4 : vector->capacity * 2;
        vector->items = realloc(vector->items, vector->capacity * sizeof *vector->items);  // ok: CK3001
        if (vector->items == NULL) {
            perror("realloc");
            exit(EXIT_FAILURE);
        }
    }
    vector->items[vector->count++] = item;
}

/* A smaller block that cannot be had is no loss. */
static char *shrink(char *block, size_t size)
{
    char *smaller = realloc(block, size);  // ok: CK3001
    return smaller != NULL ? smaller : block;
}

/* The new name takes over only where there is something to take. */
static int grow(char **block, size_t size)
{
    char *larger;
    if (!(larger = realloc(*block, size))) // ok: CK3001
        return -1;
    *block = larger;
    return 0;
}

/* Remembered before, put back after. */
static int grow_or_restore(struct vector *vector, size_t count)
{
    int *saved = vector->items;
    vector->items = realloc(vector->items, count);         // ok: CK3001
    if (vector->items == NULL) {
        vector->items = saved;
        return -1;
    }
    return 0;
}

/* The caller keeps the block: the parameter is a copy of its name. */
static char *try_to_grow(char *block, size_t size)
{
    block = realloc(block, size);          // ok: CK3001
    return block;
}

static int keep_the_old(size_t size)
{
    char *block = malloc(8);               // ok: CK4001
    if (block == NULL)
        return -1;
    char *larger = try_to_grow(block, size);
    if (larger == NULL) {
        free(block);                       // ok: CK4003
        return -1;
    }
    free(larger);
    return 0;
}

/* A copy, a check, a release by the label. */
static int read_lines(size_t step)
{
    int rc = -1;
    size_t capacity = 16;
    char *lines = malloc(capacity);        // ok: CK4001
    if (lines == NULL)
        return -1;
    for (int round = 0; round < 3; round++) {
        capacity += step;
        char *more = realloc(lines, capacity);             // ok: CK3001
        if (more == NULL)
            goto out;
        lines = more;
    }
    rc = 0;
out:
    free(lines);
    return rc;
}

/* From nothing: the first call allocates. */
static char *concatenate(const char *const *parts, size_t count)
{
    char *all = NULL;
    size_t length = 0;
    for (size_t i = 0; i < count; i++) {
        size_t part = strlen(parts[i]);
        char *longer = realloc(all, length + part + 1);    // ok: CK3001
        if (longer == NULL) {
            free(all);
            return NULL;
        }
        all = longer;
        memcpy(all + length, parts[i], part + 1);
        length += part;
    }
    return all;
}

/* NULL by construction. */
static int first_block(size_t size)
{
    char *block = NULL;
    block = realloc(block, size);          // ok: CK3001
    if (block == NULL)
        return -1;
    free(block);
    return 0;
}

/* Another record holds it, too. */
struct view {
    char *bytes;
    char **owner;
};

static int by_view(char **owner, size_t size)
{
    struct view view = { *owner, owner };
    view.bytes = realloc(view.bytes, size);                // ok: CK3001
    if (view.bytes == NULL)
        return -1;
    *view.owner = view.bytes;
    return 0;
}

/* A size that cannot be: the old block is looked after on that path. */
static int checked(int **values, size_t count)
{
    if (count > SIZE_MAX / sizeof **values) {
        free(*values);
        *values = NULL;
        return -1;
    }
    int *larger = reallocarray(*values, count, sizeof *larger);            // ok: CK3001
    if (larger == NULL) {
        free(*values);
        *values = NULL;
        return -1;
    }
    *values = larger;
    return 0;
}

struct found {
    size_t count;
    char **paths;
};

/* The first path still stands in the list where it cannot be made longer. */
static int mark(const char *pattern, struct found *found, size_t more)
{
    char *path;
    char **paths = found->paths;
    paths[found->count++] = strdup(pattern);
    if ((path = found->paths[0]) != NULL) {
        if ((path = realloc(path, more)) != NULL) {        // ok: CK3001
            strcat(path, "/");
            found->paths[0] = path;
        }
    }
    return found->paths[0] == NULL;
}

int main(void)
{
    static const char *const parts[] = { "one", "two", "three" };
    char *block = or_die(malloc(4), 8);
    block = or_abort(block, 16);
    block = shrink(block, 4);
    block = shrink(block, TOO_MUCH);
    int failures = grow(&block, 64) + grow(&block, TOO_MUCH);
    failures += by_view(&block, 128) + by_view(&block, TOO_MUCH);
    free(block);

    char *paths[2] = { NULL };
    struct found found = { 0, paths };
    failures += mark("folder", &found, 16) + mark("folder", &found, TOO_MUCH);
    free(paths[0]);
    free(paths[1]);

    struct vector vector = { NULL, 0, 0 };
    for (int i = 0; i < 10; i++)
        vector_push(&vector, i);
    failures += grow_or_restore(&vector, TOO_MUCH);
    failures += checked(&vector.items, TOO_MUCH / 8);
    free(vector.items);

    failures += keep_the_old(64) + keep_the_old(TOO_MUCH);
    failures += read_lines(16) + read_lines(TOO_MUCH);
    free(concatenate(parts, 3));
    failures += first_block(8) + first_block(TOO_MUCH);
    return failures == 12345;
}
