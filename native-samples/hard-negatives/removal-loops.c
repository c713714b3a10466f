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

int main(int argc, char **argv)
{
    struct entries entries = TAILQ_HEAD_INITIALIZER(entries);
    for (int i = 0; i < 6; i++) {
        if (add(&entries, argv[0]) != 0 || give() != 0)
            break;
    }

    clear(&entries);
    drain();
    return numbered(argc + 5) == 0;
}
