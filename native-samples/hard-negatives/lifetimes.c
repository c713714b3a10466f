// run: memory
/* Uses and releases that look late or double. */
#define _GNU_SOURCE
#include <pthread.h>
#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct node {
    struct node *next;
    char *name;
};

/* A pointer in a record that is overwritten before it is used again. */
struct cursor {
    char *line;
    int eof;
};

static int cursor_next(struct cursor *cursor, int number)
{
    free(cursor->line);                    // ok: CK4003
    cursor->line = NULL;
    if (number == 0) {
        cursor->eof = 1;
        return 0;
    }
    cursor->line = strdup("line");         // ok: CK4001
    return cursor->line != NULL;
}

static int read_all(int lines)
{
    struct cursor cursor = { NULL, 0 };
    int read = 0;
    while (cursor_next(&cursor, lines - read))
        read += cursor.line[0] == 'l';     // ok: CK4002
    return read;
}

/* Removed from the middle of a list while walking it. */
static struct node *without(struct node *list, const char *name)
{
    struct node **link = &list;
    while (*link != NULL) {
        struct node *node = *link;
        if (strcmp(node->name, name) == 0) {               // ok: CK4002
            *link = node->next;
            free(node->name);
            free(node);                    // ok: CK4003
        } else {
            link = &node->next;
        }
    }
    return list;
}

static struct node *with(struct node *list, const char *name)
{
    struct node *node = malloc(sizeof *node);              // ok: CK4001
    if (node == NULL)
        return list;
    node->name = strdup(name);             // ok: CK4001
    if (node->name == NULL) {
        free(node);
        return list;
    }
    node->next = list;
    return node;
}

static int edit_list(void)
{
    int length = 0;
    struct node *list = with(with(with(NULL, "a"), "b"), "a");             // ok: CK4001
    list = without(list, "a");
    while (list != NULL) {
        struct node *next = list->next;
        free(list->name);
        free(list);                        // ok: CK4003
        list = next;
        length++;
    }
    return length;
}

/* Recursion that frees children first. */
struct tree {
    struct tree *children[2];
    int value;
};

static struct tree *tree_of(int depth)
{
    if (depth == 0)
        return NULL;
    struct tree *tree = calloc(1, sizeof *tree);           // ok: CK4001
    if (tree == NULL)
        return NULL;
    tree->value = depth;
    for (int i = 0; i < 2; i++)
        tree->children[i] = tree_of(depth - 1);
    return tree;
}

static int tree_take_down(struct tree *tree)
{
    if (tree == NULL)
        return 0;
    int sum = tree_take_down(tree->children[0]) + tree_take_down(tree->children[1]);
    sum += tree->value;                    // ok: CK4002
    free(tree);                            // ok: CK4003
    return sum;
}

/* Released by the callee on failure alone. */
static int adopt(char **place, char *block, int willing)
{
    if (!willing) {
        free(block);
        return -1;
    }
    *place = block;
    return 0;
}

static int offer(int willing)
{
    char *place = NULL;
    char *block = strdup("block");         // ok: CK4001
    if (block == NULL)
        return -1;
    if (adopt(&place, block, willing) != 0)
        return -1;                         // ok: CK4001
    int first = block[0];                  // ok: CK4002
    free(place);
    return first;
}

/* The ring: head and tail are one, then two, then one again. */
static int ring(void)
{
    struct node *first = calloc(1, sizeof *first);         // ok: CK4001
    struct node *second = calloc(1, sizeof *second);       // ok: CK4001
    if (first == NULL || second == NULL) {
        free(first);
        free(second);
        return -1;
    }
    first->next = second;
    second->next = first;
    struct node *start = first;
    struct node *node = start->next;
    while (node != start) {
        struct node *next = node->next;
        free(node);
        node = next;
    }
    free(start);                           // ok: CK4002, CK4003
    return 0;
}

/* A jump back into the function that owns the block. */
static jmp_buf back;

static void fail(int number)
{
    if (number > 2)
        longjmp(back, number);
}

static int guarded(int number)
{
    char *volatile block = malloc(8);      // ok: CK4001
    if (setjmp(back) != 0) {
        free(block);
        return -1;
    }
    fail(number);
    free(block);                           // ok: CK4003
    return 0;
}

/* Old and new in the two halves of a swap buffer. */
static int swap_buffers(int rounds)
{
    char *front = calloc(1, 4), *back_buffer = calloc(1, 4);               // ok: CK4001
    if (front != NULL && back_buffer != NULL) {
        for (int i = 0; i < rounds; i++) {
            char *shown = front;
            front = back_buffer;
            back_buffer = shown;
            front[0]++;                    // ok: CK4002
        }
    }
    free(front);
    free(back_buffer);                     // ok: CK4003
    return rounds;
}

/* The join makes the worker's release a thing of the past. */
struct shared {
    char *scratch;
    int total;
};

static void *work(void *argument)
{
    struct shared *shared = argument;
    shared->total = shared->scratch[0];
    free(shared->scratch);
    shared->scratch = NULL;
    return NULL;
}

static int share(void)
{
    pthread_t worker;
    struct shared shared = { calloc(1, 8), 0 };            // ok: CK4001
    if (shared.scratch == NULL)
        return -1;
    if (pthread_create(&worker, NULL, work, &shared) == 0)
        pthread_join(worker, NULL);
    free(shared.scratch);                  // ok: CK4003
    return shared.total;
}

int main(void)
{
    int sum = read_all(3) + edit_list() + tree_take_down(tree_of(3));
    sum += offer(0) + offer(1) + ring() + guarded(1) + guarded(5) + swap_buffers(3) + share();
    return sum == 12345;
}
