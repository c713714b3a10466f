// run: memory
/* The same question twice: nothing between the two changes the answer, though what is called in between cannot be seen through. */
#include <stdlib.h>
#include <string.h>

enum { MANY_WORDS = 8, HIDDEN = 16 };

struct setting {
    const char *name;
    unsigned flags;
    int (*set)(struct setting *setting, char **words, int count);
};

static char **split(const char *text, int *count)
{
    char **words = calloc(2, sizeof *words);
    if (words == NULL)
        abort();
    words[0] = strdup(text);
    *count = words[0] != NULL;
    return words;
}

static void release_words(char **words, int count)
{
    for (int i = 0; i < count; i++)
        free(words[i]);
    free(words);
}

/* One word stands in a variable of its own, several in a block. */
int apply(struct setting *setting, char *value)
{
    char **words;
    int count;
    if (setting->flags & MANY_WORDS) {
        words = split(value, &count);                      // ok: CK4001
    } else {
        words = &value;
        count = 1;
    }
    int done = setting->set(setting, words, count);
    if (setting->flags & MANY_WORDS)
        release_words(words, count);                       // ok: CK4004
    return done;
}

static int mode;

/* The mode is that of the program: it stays what it is while the file is loaded. */
int load(const char *name, int (*loader)(const char *name))
{
    char *spare = NULL;
    if (mode == 2) {
        spare = strdup(name);                              // ok: CK4001
        if (spare == NULL)
            return -1;
    }
    int loaded = loader(name);
    if (loaded < 0) {
        if (mode == 2)
            free(spare);
        return -1;
    }
    if (mode == 2) {
        loaded += (int)strlen(spare);
        free(spare);
    }
    return loaded;
}

struct object {
    int type;
    int length;
    char *text;
};

static int length_of(struct object *object)
{
    switch (object->type) {
    case 0:
        return object->length;
    case 1:
        return object->length + 1;
    case 2:
        return object->length + 2;
    case 3:
        return object->length * 2;
    case 4:
        return object->length * 3;
    default:
        return (int)strlen(object->text);
    }
}

/* The length of the rest is the same in the end as in the beginning. */
int find(struct object *pattern, int (*look_up)(const char *key, const char *field))
{
    char *field = NULL;
    int rest;
    char *arrow = strstr(pattern->text, "->");
    if (arrow != NULL && arrow[2] != '\0') {
        rest = length_of(pattern) - (int)(arrow - pattern->text) - 2;
        field = strdup(arrow + 2);                         // ok: CK4001
    } else {
        rest = 0;
    }
    int length = length_of(pattern) - (rest ? rest + 2 : 0);
    char *key = malloc((size_t)length + 1);
    if (key == NULL)
        abort();
    memcpy(key, pattern->text, (size_t)length);
    key[length] = '\0';
    int found = look_up(key, field);
    free(key);
    if (rest)
        free(field);
    return found;
}

static int set_words(struct setting *setting, char **words, int count)
{
    return setting->flags != HIDDEN && count > 0 && words[0] != NULL;
}

static int load_nothing(const char *name)
{
    return name[0] != '\0';
}

static int look_up_key(const char *key, const char *field)
{
    return strlen(key) == 3 && field != NULL;
}

int main(void)
{
    struct setting one = { "one", 0, set_words }, many = { "many", MANY_WORDS, set_words };
    char text[] = "a b";
    int done = apply(&one, text) + apply(&many, text);
    mode = 2;
    done += load("file", load_nothing);
    struct object pattern = { 9, 0, "key->field" };
    done += find(&pattern, look_up_key);
    return done != 8;
}
