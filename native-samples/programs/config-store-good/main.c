// run: memory
/* Settings in a list: read, looked up, removed. */
#include "store.h"

#include <stdio.h>
#include <string.h>

static int forget_port(struct store *store)
{
    struct entry *port = store_find(store, "port");
    if (port == NULL)
        return -1;
    int length = (int)strlen(port->value); // ok: CK4002
    store_remove(store, "port");
    return length;
}

static void replace(const char *value)
{
    struct entry *entry = entry_new("host", value);
    if (entry == NULL)
        return;
    printf("host = %s\n", entry->value);
    printf("still %s\n", entry->value);    // ok: CK4002
    entry_free(entry);
}

static void discard(const char *value)
{
    struct entry *entry = entry_new("user", value);
    entry_free(entry);                     // ok: CK4003
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
