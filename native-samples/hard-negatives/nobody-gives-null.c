// run: memory
/* That a function asks for null is no evidence that it is given null. */
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

struct slot {
    char *text;
};

static void slot_set(struct slot *slot, char *text)
{
    if (slot == NULL)
        return;
    free(slot->text);
    slot->text = text;
}

static void drop_from(struct list *list, char *item)
{
    if (list == NULL)
        return;
    free(item);
}

/* Made, tested and given on by its only caller. */
static int read_one(struct list *list, const char *text)
{
    char *copy = strdup(text);             // ok: CK4001
    if (copy == NULL)
        return 0;
    list_add(list, copy);
    return 1;
}

static int name(struct slot *slot, const char *text)
{
    char *copy = strdup(text);             // ok: CK4001
    slot_set(slot, copy);
    return copy != NULL;
}

static int only_looked_at(struct list *list, const char *text)
{
    char *copy = strdup(text);             // ok: CK4001
    int isThere = copy != NULL;
    drop_from(list, copy);
    return isThere;
}

/* Not tested, which is a matter of its own. */
static int count_of(const char *text)
{
    struct list *list = calloc(1, sizeof *list);
    char *copy = strdup(text);             // ok: CK4001
    list_add(list, copy);
    int count = list != NULL ? list->count : 0;
    free(copy);
    free(list);
    return count;
}

static struct list *load(const char **texts)
{
    struct list *list = calloc(1, sizeof *list);
    if (list == NULL)
        return NULL;
    while (*texts && read_one(list, *texts))
        texts++;
    return list;
}

int main(void)
{
    const char *texts[] = { "one", "two", NULL };
    struct slot slot = { NULL };
    struct list *list = load(texts);
    if (list == NULL)
        return 2;
    name(&slot, "three");
    only_looked_at(list, "four");
    int count = count_of("five");
    free(slot.text);
    for (int i = 0; i < list->count; i++)
        free(list->items[i]);
    free(list);
    return count > 1;
}
