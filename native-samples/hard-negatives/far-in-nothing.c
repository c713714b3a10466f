// run: memory
/* Nothing stands at a null pointer, however far from it: a path that reads or writes there is none. */
#include <stdlib.h>
#include <string.h>

struct globals {
    char room[8192];
    void *table;
    char name[64];
    void *names;
};

static struct globals the_globals;
static int are_ready = 1;

static struct globals *get(void)
{
    struct globals *globals = are_ready ? &the_globals : NULL;
    if (globals == NULL)
        return NULL;
    return globals;
}

static struct globals *passed(struct globals *globals)
{
    if (globals == NULL)
        return NULL;
    return globals;
}

char *use(struct globals *given, int i)
{
    struct globals *globals = passed(given);
    if (!globals->table)
        globals->table = malloc(16);       // ok: CK4001
    return (char *)globals->table + i;
}

/* Written by a function of the library. */
char *named(struct globals *given)
{
    struct globals *globals = passed(given);
    memset(globals->name, 0, sizeof globals->name);
    if (globals->names == NULL)
        globals->names = malloc(16);       // ok: CK4001
    return globals->names;
}

int main(void)
{
    struct globals *globals = get();
    if (globals == NULL)
        return 2;
    use(globals, 3);
    named(globals);
    free(globals->table);
    free(globals->names);
    return 0;
}
