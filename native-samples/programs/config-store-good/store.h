#ifndef STORE_H
#define STORE_H

struct entry {
    struct entry *next;
    char *key;
    char *value;
};

struct store {
    struct entry *entries;
    int count;
};

struct entry *entry_new(const char *key, const char *value);
void entry_free(struct entry *entry);

void store_add(struct store *store, struct entry *entry);
struct entry *store_find(struct store *store, const char *key);
void store_remove(struct store *store, const char *key);
void store_clear(struct store *store);

/* Reads lines of the form `key = value`; answers how many were wrong. */
int config_read(struct store *store, const char *const *lines, int count);

#endif
