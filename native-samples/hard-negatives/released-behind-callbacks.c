// run: memory
/* A record with several tables: releasing the first one calls code that might write anywhere, the second one is released all the same. */
#include <stdlib.h>
#include <string.h>

struct table;

struct table_type {
    void (*drop)(struct table *table, void *value);
    void (*emptied)(struct table *table);
};

struct table {
    struct table_type *type;
    void **slots[2];
    size_t size[2];
};

static int emptied;

static void drop_block(struct table *table, void *value)
{
    (void)table;
    free(value);
}

static void note_emptied(struct table *table)
{
    table->size[0] = 0;
    emptied++;
}

static struct table_type blocks = { drop_block, NULL };
static struct table_type watched = { drop_block, note_emptied };

static struct table *table_create(struct table_type *type, size_t size)
{
    struct table *table = malloc(sizeof *table);
    if (table == NULL)
        abort();
    table->type = type;
    table->slots[0] = calloc(size, sizeof **table->slots);
    if (table->slots[0] == NULL)
        abort();
    table->size[0] = size;
    table->slots[1] = NULL;
    table->size[1] = 0;
    return table;
}

static void table_clear(struct table *table, int which)
{
    for (size_t i = 0; i < table->size[which]; i++) {
        if (table->slots[which][i] != NULL && table->type->drop != NULL)
            table->type->drop(table, table->slots[which][i]);
    }
    free(table->slots[which]);
    table->slots[which] = NULL;
    table->size[which] = 0;
}

static void table_release(struct table *table)
{
    table_clear(table, 0);
    table_clear(table, 1);
    if (table->type->emptied != NULL)
        table->type->emptied(table);
    free(table);
}

struct rewrite {
    struct table *lines;
    struct table *options;
    char *header;
};

static struct rewrite *rewrite_create(size_t size)
{
    struct rewrite *rewrite = malloc(sizeof *rewrite);
    if (rewrite == NULL)
        abort();
    rewrite->lines = table_create(&blocks, size);
    rewrite->options = table_create(&watched, size);
    rewrite->header = strdup("# generated");
    return rewrite;
}

static void rewrite_release(struct rewrite *rewrite)
{
    table_release(rewrite->lines);
    table_release(rewrite->options);
    free(rewrite->header);
    free(rewrite);
}

int rewrite_all(size_t size)
{
    struct rewrite *rewrite = rewrite_create(size);        // ok: CK4001
    int fits = rewrite->header != NULL;
    rewrite_release(rewrite);
    return fits;
}

int rewrite_checked(const char *name)
{
    struct rewrite *rewrite = rewrite_create(strlen(name) + 1);  // ok: CK4001
    rewrite->lines->slots[0][0] = strdup(name);
    if (rewrite->lines->slots[0][0] == NULL) {
        rewrite_release(rewrite);
        return -1;
    }
    rewrite_release(rewrite);
    return 0;
}

int main(void)
{
    int sum = rewrite_all(4) + rewrite_checked("port");
    return sum < 0 || emptied == 0;
}
