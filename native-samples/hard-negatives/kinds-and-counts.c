// run: memory
/* A record is of one kind, whatever was merged on the way; a count that is handed out where somebody asks for it. */
#include <stdlib.h>
#include <string.h>

enum kind { TEXT, NUMBER, LIST = 3, MAP = 5, SET = 6, EXTRA = 11 };

struct reply {
    int kind;
    size_t length;
    struct reply *items;
    struct reply *extra;
};

/* A list and a set are released here, a map there: none is both. */
static void reply_clear(struct reply *reply)
{
    if (reply->kind == LIST || reply->kind == SET) {
        for (size_t i = 0; i < reply->length; i++)
            reply_clear(reply->items + i);
        free(reply->items);
    }
    if (reply->kind == MAP || reply->kind == EXTRA) {
        for (size_t i = 0; i < reply->length; i++) {
            reply_clear(reply->items + i * 2);
            reply_clear(reply->items + i * 2 + 1);
        }
        free(reply->items);                                // ok: CK4003
    }
    if (reply->extra != NULL) {
        reply_clear(reply->extra);
        free(reply->extra);
    }
}

struct object {
    int kind;
    char text[8];
};

static struct object *object_create(const char *text)
{
    struct object *object = malloc(sizeof *object);
    if (object == NULL)
        abort();
    object->kind = TEXT;
    strncpy(object->text, text, sizeof object->text - 1);
    object->text[sizeof object->text - 1] = '\0';
    return object;
}

static struct object **words_of(const char *name, const char *format, int *countp, int *sizep)
{
    int size = (int)strlen(format) + 1, count = 0;
    struct object **words = malloc(sizeof *words * (size_t)size);
    if (words == NULL)
        abort();
    words[0] = object_create(name);
    count++;
    for (const char *p = format; *p != '\0'; p++) {
        if (*p == 'n')
            words[count++] = object_create("n");
    }
    if (countp != NULL)
        *countp = count;
    if (sizep != NULL)
        *sizep = size;
    return words;
}

int emit(const char *name, int (*put)(const struct object *word))
{
    int count = 0, failed = 0;
    struct object **words = words_of(name, "", &count, NULL);  // ok: CK4001
    for (int i = 0; i < count; i++) {
        if (!put(words[i]))
            failed = 1;
        free(words[i]);
    }
    free(words);
    return failed;
}

static int put_word(const struct object *word)
{
    return word->text[0] != '\0';
}

int main(void)
{
    struct reply *items = calloc(2, sizeof *items);
    if (items == NULL)
        return 1;
    items[0].kind = NUMBER;
    items[1].kind = TEXT;
    struct reply reply = { MAP, 1, items, NULL };
    reply_clear(&reply);
    return emit("word", put_word);
}
