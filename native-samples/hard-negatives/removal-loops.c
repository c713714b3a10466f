// run: memory
/* Loops that take the first element out until none is left: in each turn the same expression names another block. */
#define _GNU_SOURCE
#include <stdio.h>
#include <stdlib.h>
#include <sys/queue.h>

struct entry {
    TAILQ_ENTRY(entry) link;
    char *text;
};

TAILQ_HEAD(entries, entry);

struct request {
    struct request *next;
    char *body;
};

static struct request *pool;

static void count(void)
{
    static int turns;
    if (++turns % 64 == 0)
        printf("%d turns\n", turns);
}

static int add(struct entries *entries, const char *text)
{
    struct entry *entry = malloc(sizeof *entry);           // ok: CK4001
    if (entry == NULL)
        return -1;
    if (asprintf(&entry->text, "<%s>", text) < 0) {
        free(entry);
        return -1;
    }
    TAILQ_INSERT_TAIL(entries, entry, link);
    return 0;
}

/* Taking out writes through a pointer that was read from the element. */
static void clear(struct entries *entries)
{
    struct entry *entry;
    while ((entry = TAILQ_FIRST(entries)) != NULL) {       // ok: CK4002
        TAILQ_REMOVE(entries, entry, link);                // ok: CK4002
        free(entry->text);                                 // ok: CK4002, CK4003
        free(entry);                                       // ok: CK4003
    }
}

static int give(void)
{
    struct request *request = calloc(1, sizeof *request);  // ok: CK4001
    if (request == NULL)
        return -1;
    request->body = malloc(16);
    request->next = pool;
    pool = request;
    return 0;
}

/* The pool's head is read again after a call that might have written it. */
static void drain(void)
{
    while (pool) {
        struct request *request = pool;
        pool = request->next;                              // ok: CK4002
        count();
        free(request->body);                               // ok: CK4002, CK4003
        free(request);                                     // ok: CK4003
    }
}

/* Four blocks, one after the other, under one name. */
static int numbered(int n)
{
    int sum = 0;
    for (int i = 0; i < n; i++) {
        char *text = NULL;
        size_t size = 0;
        FILE *stream = open_memstream(&text, &size);
        if (stream == NULL)
            return -1;
        fprintf(stream, "%d", i);
        fclose(stream);
        sum += text[0];                                    // ok: CK4002
        free(text);                                        // ok: CK4003
    }
    return sum;
}

/* A list linked both ways: the first element has none before it, which no path shows. */
struct node {
    struct node *before, *after;
    char *value;
};

struct list {
    struct node *first, *last;
    size_t length;
};

static void delete_node(struct list *list, struct node *node)
{
    if (node->before)
        node->before->after = node->after;
    else
        list->first = node->after;
    if (node->after)
        node->after->before = node->before;
    else
        list->last = node->before;
    free(node->value);
    free(node);
    list->length--;
}

static void empty(struct list *list)
{
    while (list->length) {
        struct node *node = list->first;                   // ok: CK4002
        delete_node(list, node);                           // ok: CK4002, CK4003
    }
}

static void trim(struct list *list, size_t most)
{
    while (list->length > most)
        delete_node(list, list->first);                    // ok: CK4002, CK4003
}

static int push(struct list *list)
{
    struct node *node = calloc(1, sizeof *node);           // ok: CK4001
    if (node == NULL)
        return -1;
    node->value = malloc(8);
    node->after = list->first;
    if (list->first)
        list->first->before = node;
    else
        list->last = node;
    list->first = node;
    list->length++;
    return 0;
}

int main(int argc, char **argv)
{
    struct list list = { 0 };
    for (int i = 0; i < 7; i++) {
        if (push(&list) != 0)
            break;
    }
    trim(&list, (size_t)argc + 2);
    empty(&list);

    struct entries entries = TAILQ_HEAD_INITIALIZER(entries);
    for (int i = 0; i < 6; i++) {
        if (add(&entries, argv[0]) != 0 || give() != 0)
            break;
    }

    clear(&entries);
    drain();
    return numbered(argc + 5) == 0;
}
