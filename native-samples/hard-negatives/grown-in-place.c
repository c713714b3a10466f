// run: memory
/* A block that realloc leaves where it was has its holder already: nobody stores it again. */
#include <stdlib.h>
#include <string.h>

struct record {
    int count;
    int values[1];
};

/* The place is written only where the block moved. */
static int *grow(struct record **slot, int n)
{
    struct record *grown = realloc(*slot, sizeof(struct record) + (size_t)n * sizeof(int));
    if (grown == NULL)
        return NULL;
    if (grown != *slot)
        *slot = grown;
    return grown->values + n;
}

static int set(struct record **slot, int n, int value)
{
    int *place = grow(slot, n);            // ok: CK4001
    if (place != NULL)
        *place = value;
    return place != NULL;
}

/* What hangs on the block is where it was. */
struct shelf {
    int count;
    char *names[1];
};

static int add(struct shelf **slot, const char *name)
{
    struct shelf *before = *slot;
    int count = before->count;
    char *copy = strdup(name);             // ok: CK4001
    if (copy == NULL)
        return 0;
    struct shelf *shelf = realloc(before, sizeof(struct shelf) + (size_t)(count + 1) * sizeof(char *));  // ok: CK4001
    if (shelf == NULL) {
        free(copy);
        return 0;
    }
    shelf->names[count] = copy;
    shelf->count = count + 1;
    if (shelf != *slot)
        *slot = shelf;
    return 1;
}

int main(void)
{
    struct record *record = calloc(1, sizeof *record);
    struct shelf *shelf = calloc(1, sizeof *shelf);
    if (record == NULL || shelf == NULL)
        return 2;
    for (int i = 1; i < 2000; i++)
        set(&record, i, i);
    add(&shelf, "one");
    add(&shelf, "two");
    for (int i = 0; i < shelf->count; i++)
        free(shelf->names[i]);
    free(shelf);
    free(record);
    return 0;
}
