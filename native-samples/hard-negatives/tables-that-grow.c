// run: memory
/* A table that doubles: what it held before fits, though no test says that its size is not zero. */
#include <stdlib.h>
#include <string.h>

struct entry {
    const char *key;
    struct entry *next;
    struct entry **from;
};

struct table {
    int size;
    int count;
    struct entry *entries;
    struct entry **buckets;
};

static unsigned hash(const char *key)
{
    unsigned h = 0;
    while (*key != '\0')
        h = h * 31 + (unsigned char)*key++;
    return h;
}

static struct table *table;

static int insert(const char *key)
{
    struct entry *entry;
    unsigned h;
    if (table == NULL)
        return -1;
    if (table->count >= table->size) {
        int i, size;
        struct table larger;
        larger.size = size = table->size * 2;
        larger.count = table->count;
        larger.entries = (struct entry *)calloc(size, sizeof(struct entry) + sizeof(struct entry *));
        if (larger.entries == NULL)
            return -1;
        larger.buckets = (struct entry **)&larger.entries[size];
        for (i = 0; i < size; i++)
            larger.buckets[i] = NULL;
        for (i = 0; i < table->count; i++) {
            struct entry *old = &table->entries[i], *new = &larger.entries[i];
            h = hash(old->key) & (size - 1);
            if (larger.buckets[h] != NULL)
                larger.buckets[h]->from = &new->next;
            new->next = larger.buckets[h];     // ok: CK4011
            new->key = old->key;               // ok: CK4011
            new->from = &larger.buckets[h];    // ok: CK4011
            larger.buckets[h] = new;
        }
        free(table->entries);
        *table = larger;
    }
    h = hash(key) & (table->size - 1);
    entry = &table->entries[table->count++];
    entry->key = key;
    entry->next = table->buckets[h];
    entry->from = &table->buckets[h];
    table->buckets[h] = entry;
    return 0;
}

int main(void)
{
    static const char *const words[] = { "one", "two", "three", "four", "five", "six", "seven" };
    table = malloc(sizeof *table);
    if (table == NULL)
        return 1;
    table->size = 2;
    table->count = 0;
    table->entries = calloc(2, sizeof(struct entry) + sizeof(struct entry *));
    if (table->entries == NULL) {
        free(table);
        return 1;
    }
    table->buckets = (struct entry **)&table->entries[2];
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (insert(words[i]) != 0)
            break;
    free(table->entries);
    free(table);
    return 0;
}
