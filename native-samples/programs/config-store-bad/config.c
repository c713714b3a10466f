#include "store.h"

#include <stdlib.h>
#include <string.h>

static char *trimmed(const char *text, size_t length)
{
    while (length > 0 && *text == ' ') {
        text++;
        length--;
    }
    while (length > 0 && text[length - 1] == ' ')
        length--;
    return strndup(text, length);
}

static struct entry *parse(const char *line)
{
    const char *equals = strchr(line, '=');
    if (equals == NULL)
        return NULL;
    char *key = trimmed(line, (size_t)(equals - line));    // expect: CK4001 "key"
    char *value = trimmed(equals + 1, strlen(equals + 1));
    if (key == NULL || value == NULL || key[0] == '\0') {
        free(value);
        return NULL;
    }
    struct entry *entry = entry_new(key, value);
    free(key);
    free(value);
    return entry;
}

int config_read(struct store *store, const char *const *lines, int count)
{
    int wrong = 0;
    for (int i = 0; i < count; i++) {
        struct entry *entry = parse(lines[i]);             // expect a: CK4001 "entry" // flow a1: parse
        if (entry == NULL) {
            wrong++;
            continue;
        }
        if (store_find(store, entry->key) != NULL) {
            wrong++;
            continue;
        }
        store_add(store, entry);
    }
    return wrong;
}
