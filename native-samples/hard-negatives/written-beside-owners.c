// run: memory
/* Writes at unknown places that cannot hit what owns a block. */
#include <stdlib.h>
#include <string.h>

struct node {
    struct node *next;
    void *value;
};

/* The way to a node is kept in an array of the function's own. */
static unsigned depth(struct node *node)
{
    struct node *way[16];
    unsigned n = 1;
    way[0] = node;
    while (n < 16 && way[n - 1]->next != NULL) {
        way[n] = way[n - 1]->next;
        n++;
    }
    return n;
}

static void **place(struct node *node)
{
    while (node->next != NULL)
        node = node->next;
    return &node->value;
}

static void add(struct node *node, void **value)
{
    if (depth(node) > 3)
        abort();
    *place(node) = *value;
}

static int put(struct node *node, void **value)
{
    *value = malloc(8);    // ok: CK4001
    if (*value == NULL)
        return 1;
    add(node, value);
    *value = NULL;
    return 0;
}

struct reader {
    size_t position;
    size_t size;
    char *name;
};

/* What is copied behind the header does not hit the header. */
static int feed(struct reader *reader, const char *data, size_t length)
{
    char *bytes = (char *)&reader[1];
    if (length > reader->size - reader->position)
        return -1;
    free(reader->name);
    reader->name = strdup(data);    // ok: CK4001
    memcpy(&bytes[reader->position], data, length);
    reader->position += length;
    return 0;
}

int main(void)
{
    struct node last = {NULL, NULL}, first = {&last, NULL};
    void *value = NULL;
    int is_right = put(&first, &value) == 0 && value == NULL && last.value != NULL;
    free(last.value);

    struct reader *reader = calloc(1, sizeof *reader + 64);
    if (reader == NULL)
        return 1;
    reader->size = 64;
    is_right &= feed(reader, "one", 3) == 0 && feed(reader, "two", 3) == 0 && reader->position == 6;
    free(reader->name);
    free(reader);
    return is_right ? 0 : 1;
}
