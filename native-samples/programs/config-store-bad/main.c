// run: memory
/* Settings in a list: read, looked up, removed. */
#include "store.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int forget_port(struct store *store)
{
    struct entry *port = store_find(store, "port");
    if (port == NULL)
        return -1;
    store_remove(store, port->key);
    return (int)strlen(port->value);       // gap: CK4002
}

static void replace(const char *value)
{
    struct entry *entry = entry_new("host", value);
    if (entry == NULL)
        return;
    printf("host = %s\n", entry->value);
    entry_free(entry);
    printf("still %s\n", entry->value);    // expect: CK4002 "entry"
}

static void discard(const char *value)
{
    struct entry *entry = entry_new("user", value);
    entry_free(entry);                     // flow b1: entry_free
    free(entry);                           // expect b: CK4003 "entry"
}

int main(void)
{
    static const char *const lines[] = { "port = 80", "host=local", "host = other", " = nothing", "none" };
    struct store store = { NULL, 0 };
    int wrong = config_read(&store, lines, 5);
    printf("%d wrong, port of %d\n", wrong, forget_port(&store));
    replace("remote");
    discard("nobody");
    store_clear(&store);
    return 0;
}
