// run: memory
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

/* NULL until it is set. */
int load(const char *name)
{
    char *text = NULL;
    int result = -1;
    if (name == NULL)
        goto out;
    text = strdup(name);
    result = text != NULL;
out:
    if (text) free(text);                      // ok: CK4007
    return result;
}

/* Another variable says whether the pointer was set. */
int keep(const char *name)
{
    char *text;
    bool is_kept = false;
    if (name != NULL) {
        text = strdup(name);
        is_kept = true;
    }
    if (is_kept) {
        if (text) free(text);                  // ok: CK4007
    }
    return is_kept;
}

/* As many elements are asked for as were set. */
int load_some(const char *name, unsigned count)
{
    char *parts[8];
    unsigned made = 0;
    while (made < count && made < 8)
        parts[made++] = strdup(name);
    for (unsigned i = 0; i < made; i++)
        if (parts[i] != NULL) free(parts[i]);  // ok: CK4007
    return (int)made;
}

/* A callee sets it before it says that all went well. */
static int fetch(char **out, const char *name)
{
    if (name == NULL)
        return -1;
    *out = strdup(name);
    return 0;
}

int take(const char *name)
{
    char *text;
    if (fetch(&text, name) != 0)
        return -1;
    if (text) free(text);                      // ok: CK4007
    return 0;
}

int main(void)
{
    load("one");
    load(NULL);
    keep("two");
    keep(NULL);
    load_some("three", 3);
    load_some("three", 0);
    take("four");
    return take(NULL) == -1 ? 0 : 1;
}
