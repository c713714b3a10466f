// run: memory
/* What comes close to facts that silence a finding, and does not reach them. */
#include <stdlib.h>
#include <string.h>

struct list {
    int count;
    void *items[32];
};

static int list_add(struct list *list, void *item)
{
    if (!list || !item)
        return 0;
    list->items[list->count++ & 31] = item;
    return 1;
}

/* The caller itself says that the list is null. */
static int add_to_none(const char *text)
{
    struct list *none = NULL;
    char *copy = strdup(text);             // expect: CK4001 "copy"
    return list_add(none, copy);
}

static int add_to_tested(struct list *list, const char *text)
{
    char *copy = strdup(text);             // expect: CK4001 "copy"
    if (list == NULL)
        return list_add(list, copy);
    free(copy);
    return 1;
}

/* A block that stays where it is is lost where its only holder was a copy. */
static int grow_copy(size_t size)
{
    char *block = malloc(16);
    if (block == NULL)
        return 0;
    char *grown = realloc(block, size);    // expect: CK4001
    if (grown == NULL) {
        free(block);
        return 0;
    }
    return grown[0] != 'x';
}

int main(void)
{
    int sum = add_to_none("one") + add_to_tested(NULL, "two") + grow_copy(32);
    return sum > 1;
}
