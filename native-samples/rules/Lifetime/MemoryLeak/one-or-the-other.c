// run: memory
/* Records that hold a number or a block: who looks at the block knows of it, and must release it. */
#include <stdlib.h>
#include <string.h>

struct entry {
    const char *name;
    unsigned is_text;
    long number;
    const char *text;
};

struct value {
    long number;
    char *text;
    unsigned size;
};

static const struct entry entries[] = {
    {"port", 0, 8080, NULL},
    {"host", 1, 0, "localhost"},
};

static const struct entry *find(const char *name)
{
    for (size_t i = 0; i < 2; i++)
        if (strcmp(entries[i].name, name) == 0)
            return &entries[i];
    return &entries[0];
}

static void fetch(const char *name, struct value *value)
{
    const struct entry *entry = find(name);
    memset(value, 0, sizeof *value);
    if (entry->is_text) {
        value->text = strdup(entry->text);
        if (value->text == NULL)
            return;
        value->size = (unsigned)strlen(entry->text);
    } else {
        value->number = entry->number;
        value->size = sizeof value->number;
    }
}

static long port(void)
{
    struct value value;
    fetch("port", &value);    // ok: CK4001
    return value.number;
}

static int is_local(void)
{
    struct value value;
    fetch("host", &value);    // expect: CK4001 "value.text"
    return value.text != NULL && strcmp(value.text, "localhost") == 0;
}

int main(void)
{
    return port() == 8080 && is_local() ? 0 : 1;
}
