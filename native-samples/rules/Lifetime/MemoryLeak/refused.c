// run: memory
/* A table or a list takes a record in or refuses it, and says which: who does not look loses the refused one. */
#include <stdio.h>
#include <stdlib.h>

struct record {
    int key;
    struct record *next;
};

struct table {
    size_t used;
    struct record *slots[2];
    struct record *first;
};

static int table_add(struct table *table, struct record *record)
{
    if (table->used == sizeof table->slots / sizeof *table->slots)
        return -1;
    table->slots[table->used++] = record;
    return 0;
}

static int list_add(struct table *table, struct record *record)
{
    if (record->key < 0)
        return 0;
    record->next = table->first;
    table->first = record;
    return 1;
}

static struct record *record_new(int key)
{
    struct record *record = calloc(1, sizeof *record);
    if (record == NULL)
        exit(2);
    record->key = key;
    return record;
}

int fill(struct table *table, int key)
{
    struct record *record = record_new(key);     // expect: CK4001 "record"
    if (table_add(table, record) != 0)
        return -1;
    return 0;
}

int link_up(struct table *table, int key)
{
    struct record *record = record_new(key);     // expect: CK4001 "record"
    if (!list_add(table, record))
        return -1;
    return 0;
}

int link_or_drop(struct table *table, int key)
{
    struct record *record = record_new(key);     // ok: CK4001
    if (!list_add(table, record)) {
        free(record);
        return -1;
    }
    return 0;
}

int main(void)
{
    struct table table = { 0, { NULL, NULL }, NULL };
    for (int i = 0; i < 3; i++)
        fill(&table, i);
    link_up(&table, -1);
    link_up(&table, 5);
    link_or_drop(&table, -1);
    while (table.first != NULL) {
        struct record *next = table.first->next;
        free(table.first);
        table.first = next;
    }
    free(table.slots[0]);
    free(table.slots[1]);
    puts("done");
    return 0;
}
