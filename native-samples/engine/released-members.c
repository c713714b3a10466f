// run: memory
/* A record with several tables: releasing the first one calls code that might write anywhere, the second one is forgotten. */
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

/* The second table is forgotten. */
static void rewrite_release_lines(struct rewrite *rewrite)
{
    table_release(rewrite->lines);
    free(rewrite->header);
    free(rewrite);
}

int rewrite_nothing(void)
{
    struct rewrite *rewrite = rewrite_create(1);           // expect: CK4001
    int fits = rewrite->header != NULL;
    rewrite_release_lines(rewrite);
    return fits;
}

int main(void)
{
    return rewrite_nothing() < 0;
}
