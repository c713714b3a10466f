// run: memory
/* A number that a loop counts up or down is what it was before the loop in no later turn. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct level {
    struct level *above;
    char *name;
};

/* From the innermost level outward: only the first one has nothing below it. */
static struct level *levels(const char *name, int top, int bottom)
{
    struct level *first = NULL, *last = NULL;
    for (int i = top; i > bottom; i--) {
        struct level *level = calloc(1, sizeof *level);    // ok: CK4001
        if (level == NULL)
            break;
        level->name = strdup(name);                        // ok: CK4001
        if (i == top)
            first = level;
        else
            last->above = level;
        last = level;
    }
    return first;
}

static void release(struct level *level)
{
    while (level != NULL) {
        struct level *above = level->above;
        free(level->name);
        free(level);
        level = above;
    }
}

struct list {
    char **texts;
    int count;
};

static int add(struct list *list, const char *text)
{
    char **more = realloc(list->texts, sizeof *more * (size_t)(list->count + 1));
    if (more == NULL)
        return 0;
    list->texts = more;
    list->texts[list->count] = strdup(text);               // ok: CK4001
    if (list->texts[list->count] == NULL)
        return 0;
    list->count++;
    return 1;
}

/* What was found, and the default where nothing was. */
static int collect(struct list *list, const char *const *texts, char wanted)
{
    int before = list->count;
    for (; *texts != NULL; texts++)
        if (**texts == wanted && !add(list, *texts))
            return 0;
    if (list->count == before && !add(list, "default"))
        return 0;
    return 1;
}

int main(void)
{
    static const char *const texts[] = { "one", "other", "two", NULL };
    release(levels("level", 4, 1));
    struct list list = { NULL, 0 };
    int found = collect(&list, texts, 'o') + collect(&list, texts, 'x');
    for (int i = 0; i < list.count; i++)
        free(list.texts[i]);
    free(list.texts);
    return found == 12345;
}
