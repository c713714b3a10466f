// run: memory
/* What callers are told of functions whose owner hangs on more than a pointer: return codes, out-parameters, calls that do not
   come back, functions that are given functions. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct item {
    struct item *next;
    char *name;
};

struct box {
    char *text;
    size_t size;
};

static struct item *registry;

/* Ownership by return code: on success the block is the callee's, on failure it stays the caller's. */
int registry_add(struct item *item, int is_full)               // summary: returns -1 // summary: returns 0
{
    if (is_full)
        return -1;
    item->next = registry;
    registry = item;
    return 0;
}

int consume(char *text, int mode)                              // summary: releases heap arg0 // summary: if arg1 in 1
{
    if (mode == 1) {
        free(text);
        return 1;
    }
    return 0;
}

/* Out-parameters: what is there belongs to the return code. */
int box_read(struct box **out, size_t size)                    // summary: returns -1 // summary: arg0[0] = new // summary: arg0[0] = 0
{
    *out = NULL;
    struct box *box = malloc(sizeof *box);
    if (box == NULL)
        return -1;
    box->text = malloc(size);
    if (box->text == NULL) {
        free(box);
        return -1;
    }
    box->size = size;
    *out = box;
    return 0;
}

int two_out(char **first, char **second)                       // summary: arg0[0] = new // summary: arg1[0] = new // summary: returns 0
{
    char *left = strdup("left");
    char *right = strdup("right");
    if (left == NULL || right == NULL) {
        free(left);
        free(right);
        return -1;
    }
    *first = left;
    *second = right;
    return 0;
}

/* Calls that do not come back. */
void die(const char *message)                                  // summary: does not return
{
    fputs(message, stderr);
    exit(2);
}

void *must(void *block)                                        // summary: returns arg0 // summary: if arg0 in [1, -]
{
    if (block == NULL)
        die("no memory\n");
    return block;
}

/* Takes the head off: the place that held it holds what came behind it. */
struct item *take(struct item **head)                          // summary: returns arg0[0] // summary: arg0[0] = arg0[0][0]
{
    struct item *item = *head;
    if (item != NULL) {
        *head = item->next;
        item->next = NULL;
    }
    return item;
}

void reset(char **place)                                       // summary: releases heap arg0[0] // summary: arg0[0] = 0
{
    free(*place);
    *place = NULL;
}

void swap(char **left, char **right)                           // summary: arg0[0] = arg1[0] // summary: arg1[0] = arg0[0]
{
    char *old = *left;
    *left = *right;
    *right = old;
}

/* Old or new, and null when there is no room: the old block stays. */
char *grow(char *block, size_t size)                           // summary: reallocs heap arg0 // summary: fails to realloc
{
    char *larger = realloc(block, size);
    if (larger == NULL)
        return NULL;
    return larger;
}

/* What is kept by something that lives on is not the caller's any more. */
void keep(struct item *item)                                   // summary: &global0[0] = arg0
{
    item->next = registry;
    registry = item;
}

/* Functions that are given functions. */
static void release(void *block)                               // summary: releases heap arg0
{
    free(block);
}

static int each(struct item *items, int (*visit)(struct item *item, void *closure), void *closure)
{
    for (struct item *item = items; item != NULL; item = item->next) {
        int status = visit(item, closure);
        if (status != 0)
            return status;
    }
    return 0;
}

static int count(struct item *item, void *closure)             // summary: returns 0 // summary: uses arg1
{
    if (item->name != NULL)
        (*(int *)closure)++;
    return 0;
}

struct box box_by_value(size_t size)                           // summary: result[0] = new // summary: result[8] = arg0
{
    struct box box = { malloc(size), size };
    return box;
}

int fail_with(int number)                                      // summary: returns -1 // summary: errno[0] = arg0
{
    errno = number;
    return -1;
}

static struct item *item_new(void)
{
    struct item *item = must(malloc(sizeof *item));
    item->next = NULL;
    item->name = strdup("item");
    return item;
}

int main(void)
{
    struct item *item = item_new();
    if (registry_add(item, 0) != 0)
        return 1;
    if (registry_add(item, 1) == 0)
        return 1;
    keep(item_new());
    int named = 0;
    each(registry, count, &named);
    for (struct item *taken = take(&registry); taken != NULL; taken = take(&registry)) {
        reset(&taken->name);
        release(taken);
    }

    struct box *box;
    if (box_read(&box, 8) == 0) {
        reset(&box->text);
        release(box);
    }
    char *first, *second;
    if (two_out(&first, &second) == 0) {
        swap(&first, &second);
        if (!consume(first, 1))
            free(first);
        if (!consume(second, named))
            free(second);
    }
    char *block = malloc(4);
    char *larger = grow(block, 40);
    free(larger != NULL ? larger : block);
    struct box by_value = box_by_value(3);
    free(by_value.text);
    return fail_with(EINVAL) == 0;
}
