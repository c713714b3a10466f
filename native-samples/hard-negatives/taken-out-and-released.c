// run: memory
/* Lists linked both ways: taking an element out writes through pointers that were read, and what is released next has another name. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/queue.h>

struct item {
    char *name;
    TAILQ_HEAD(items, item) children;
    TAILQ_ENTRY(item) entry;
    struct item *parent;
};

struct tree {
    struct items children;
};

static void free_items(struct items *items);

static void free_item(struct item *item)
{
    free_items(&item->children);
    free(item->name);
    free(item);
}

static void free_items(struct items *items)
{
    struct item *item;
    while ((item = TAILQ_FIRST(items)) != NULL) {
        TAILQ_REMOVE(items, item, entry);
        free_item(item);
    }
}

static struct item *add(struct tree *tree, struct item *parent, const char *name)
{
    struct item *item = calloc(1, sizeof *item);
    if (item == NULL)
        exit(2);
    item->parent = parent;
    item->name = strdup(name);
    if (item->name == NULL)
        exit(2);
    TAILQ_INIT(&item->children);
    if (parent != NULL)
        TAILQ_INSERT_TAIL(&parent->children, item, entry);
    else
        TAILQ_INSERT_TAIL(&tree->children, item, entry);
    return item;
}

static void take_out(struct tree *tree, struct item *item)
{
    if (item->parent != NULL)
        TAILQ_REMOVE(&item->parent->children, item, entry);
    else
        TAILQ_REMOVE(&tree->children, item, entry);
    free_item(item);
}

static int build(struct tree *tree, struct item *parent, const char *name, int is_empty)
{
    struct item *item = add(tree, parent, name);     // ok: CK4001
    if (is_empty) {
        take_out(tree, item);                        // ok: CK4002, CK4003
        return 0;
    }
    return 1;
}

/* Several members, each released after the list before it was emptied. */
struct header {
    char *key;
    TAILQ_ENTRY(header) next;
};

TAILQ_HEAD(headers, header);

struct request {
    int flags;
    char *host;
    struct headers *input, *output;
    char *body;
};

static void clear_headers(struct headers *headers)
{
    for (struct header *header = TAILQ_FIRST(headers); header != NULL; header = TAILQ_FIRST(headers)) {
        TAILQ_REMOVE(headers, header, next);
        free(header->key);
        free(header);
    }
}

static void request_free(struct request *request)
{
    if (request->host != NULL)
        free(request->host);
    if (request->input != NULL) {
        clear_headers(request->input);
        free(request->input);
    }
    if (request->output != NULL) {
        clear_headers(request->output);
        free(request->output);
    }
    if (request->body != NULL)
        free(request->body);
    free(request);
}

static struct request *request_new(size_t size)
{
    struct request *request = calloc(1, sizeof *request);
    if (request == NULL)
        return NULL;
    request->input = calloc(1, sizeof *request->input);     // ok: CK4001
    if (request->input == NULL)
        goto fail;
    TAILQ_INIT(request->input);
    request->output = calloc(1, sizeof *request->output);   // ok: CK4001
    if (request->output == NULL)
        goto fail;
    TAILQ_INIT(request->output);
    request->body = calloc(1, size);                        // ok: CK4001
    if (request->body == NULL)
        goto fail;
    return request;
fail:
    request_free(request);
    return NULL;
}

int main(void)
{
    struct tree tree;
    TAILQ_INIT(&tree.children);
    struct item *top = add(&tree, NULL, "top");
    printf("%d\n", build(&tree, top, "a", 0) + build(&tree, top, "b", 1) + build(&tree, NULL, "c", 1));
    free_items(&tree.children);
    struct request *request = request_new(10);
    if (request != NULL)
        request_free(request);
    return 0;
}
