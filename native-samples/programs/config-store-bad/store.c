#include "store.h"

#include <stdlib.h>
#include <string.h>

struct entry *entry_new(const char *key, const char *value)
{
    struct entry *entry = malloc(sizeof *entry);
    if (entry == NULL)
        return NULL;
    entry->next = NULL;
    entry->key = strdup(key);
    entry->value = strdup(value);
    if (entry->key == NULL || entry->value == NULL) {
        entry_free(entry);
        return NULL;
    }
    return entry;
}

void entry_free(struct entry *entry)
{
    if (entry == NULL)
        return;
    free(entry->key);
    free(entry->value);
    free(entry);                           // flow b2: free
}

void store_add(struct store *store, struct entry *entry)
{
    entry->next = store->entries;
    store->entries = entry;
    store->count++;
}

struct entry *store_find(struct store *store, const char *key)
{
    for (struct entry *entry = store->entries; entry != NULL; entry = entry->next)
        if (strcmp(entry->key, key) == 0)
            return entry;
    return NULL;
}

void store_remove(struct store *store, const char *key)
{
    for (struct entry **link = &store->entries; *link != NULL; link = &(*link)->next) {
        struct entry *entry = *link;
        if (strcmp(entry->key, key) == 0) {
            *link = entry->next;
            entry_free(entry);
            store->count--;
            return;
        }
    }
}

void store_clear(struct store *store)
{
    while (store->entries != NULL) {
        struct entry *entry = store->entries;
        store->entries = entry->next;
        entry_free(entry);
    }
    store->count = 0;
}
