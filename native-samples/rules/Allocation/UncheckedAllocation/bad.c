// run: none (the allocations of a test do not fail)
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct item {
    int key;
    struct item *next;
};

struct store {
    struct item *first;
    char *path;
};

/* Written to at once. */
struct item *item_new(int key)
{
    struct item *item = malloc(sizeof *item); // expect a: CK3006 note "item" // flow a1: malloc
    item->key = key;                       // flow a2: without a test
    item->next = NULL;
    return item;
}

/* Filled by a library function that wants memory. */
char *join(const char *left, const char *right)
{
    char *text = malloc(strlen(left) + strlen(right) + 1); // expect: CK3006 note "text"
    strcpy(text, left);
    strcat(text, right);
    return text;
}

/* An element of the array. */
int *squares(int count)
{
    int *numbers = calloc((size_t)count + 1, sizeof *numbers); // expect: CK3006 note "numbers"
    numbers[0] = count;
    return numbers;
}

/* A callee uses it. */
static void item_link(struct item *item, struct item *next)
{
    item->next = next;                     // flow b3: used
}

struct item *item_copy(const struct item *from)
{
    struct item *copy = malloc(sizeof *copy); // expect b: CK3006 note "copy" // flow b1: malloc
    item_link(copy, from->next);           // flow b2: item_link
    return copy;
}

/* A wrapper that hands its failure on. */
static void *allocate(size_t size)
{
    void *block = malloc(size);
    return block;
}

int store_open(struct store *store, const char *path)
{
    store->path = strdup(path);
    if (store->path == NULL)
        return -1;
    struct item *item = allocate(sizeof *item); // expect: CK3006 note "allocate"
    item->key = 0;
    item->next = NULL;
    store->first = item;
    return 0;
}

/* One is tested, the other is not. */
int pair(void)
{
    struct item *left = malloc(sizeof *left);
    struct item *right = malloc(sizeof *right); // expect: CK3006 note "right"
    if (left == NULL) {
        free(right);
        return -1;
    }
    left->key = 1;
    right->key = 2;
    int sum = left->key + right->key;
    free(left);
    free(right);
    return sum;
}

int main(void)
{
    free(item_new(1));
    return 0;
}
