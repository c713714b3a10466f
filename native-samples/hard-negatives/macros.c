// run: memory
/* Allocation and release in macros. */
#define _GNU_SOURCE
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define SAFE_FREE(pointer) do { free(pointer); (pointer) = NULL; } while (0)

#define NEW(type) ((type *)calloc(1, sizeof(type)))

#define CHECK(condition, label) do { if (!(condition)) { rc = -1; goto label; } } while (0)

#define LIST_EACH_SAFE(item, next, list) \
    for ((item) = (list); (item) != NULL && ((next) = (item)->next, 1); (item) = (next))

#define SWAP(type, a, b) do { type swapped_ = (a); (a) = (b); (b) = swapped_; } while (0)

#define COPY_ON_STACK(text) \
    ({ size_t length_ = strlen(text) + 1; char *copy_ = __builtin_alloca(length_); memcpy(copy_, (text), length_); })

#define WITH_COPY(name, text) \
    for (char *name = strdup(text), *once_ = name; once_ != NULL; free(name), once_ = NULL)

#define XSTRDUP(text) ({ char *copied_ = strdup(text); if (copied_ == NULL) abort(); copied_; })

struct item {
    struct item *next;
    char *name;
};

/* Twice is once. */
static void twice(void)
{
    char *block = malloc(8);               // ok: CK4001
    SAFE_FREE(block);
    SAFE_FREE(block);                      // ok: CK4003
}

/* Checks that jump. */
static int checked(size_t size)
{
    int rc = 0;
    char *first = NULL, *second = NULL;
    first = malloc(8);                     // ok: CK4001
    CHECK(first != NULL, out);
    second = malloc(size);                 // ok: CK4001
    CHECK(second != NULL, out);
    second[0] = '\0';
out:
    SAFE_FREE(second);
    SAFE_FREE(first);
    return rc;
}

/* A walk that may free what it stands on. */
static struct item *item_push(struct item *list, const char *name)
{
    struct item *item = NEW(struct item);  // ok: CK4001
    if (item == NULL)
        return list;
    item->name = strdup(name);             // ok: CK4001
    item->next = list;
    return item;
}

static int items(void)
{
    int count = 0;
    struct item *list = item_push(item_push(NULL, "a"), "b");              // ok: CK4001
    struct item *item, *next;
    LIST_EACH_SAFE(item, next, list) {
        SAFE_FREE(item->name);
        free(item);                        // ok: CK4002, CK4003
        count++;
    }
    return count;
}

/* Names that change places. */
static void swapped(void)
{
    char *front = malloc(4);               // ok: CK4001
    char *back = malloc(8);                // ok: CK4001
    SWAP(char *, front, back);
    free(front);
    free(back);                            // ok: CK4003
}

/* On the stack: nothing to release. */
static size_t on_stack(const char *text)
{
    char *copy = COPY_ON_STACK(text);      // ok: CK4001
    return strlen(copy);
}

/* A loop that is none: its step releases. */
static size_t scoped(const char *text)
{
    size_t length = 0;
    WITH_COPY(copy, text) {                // ok: CK4001
        length = strlen(copy);
    }
    return length;
}

/* A statement expression that hands its block out. */
static int expression(const char *text)
{
    char *copy = XSTRDUP(text);            // ok: CK4001
    int first = copy[0];
    free(copy);
    return first;
}

/* A conditional release in one expression. */
static int by_operator(int keep)
{
    char *block = malloc(4);               // ok: CK4001
    char *kept = keep ? block : (free(block), NULL);
    int rc = kept != NULL;
    free(kept);                            // ok: CK4003
    return rc;
}

int main(void)
{
    twice();
    int sum = checked(8) + checked((size_t)1 << 60) + items();
    swapped();
    sum += (int)on_stack("text") + (int)scoped("text") + expression("text");
    sum += by_operator(0) + by_operator(1);
    return sum == 12345;
}
