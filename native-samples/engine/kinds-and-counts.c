// run: memory
/* A record whose kinds overlap is released twice; a count that is not handed out leaves what it counts. */
#include <stdlib.h>
#include <string.h>

enum kind { TEXT, NUMBER, LIST = 3, MAP = 5, SET = 6 };

struct reply {
    int kind;
    size_t length;
    char *items;
};

void reply_clear(struct reply *reply)
{
    if (reply->kind == LIST || reply->kind == SET)
        free(reply->items);
    if (reply->kind == MAP || reply->kind == SET)
        free(reply->items);                                // expect: CK4003
}

static char **words_of(const char *name, int *countp)
{
    char **words = calloc(2, sizeof *words);
    if (words == NULL)
        abort();
    words[0] = strdup(name);
    if (countp != NULL)
        *countp = 0;
    return words;
}

int emit(const char *name)
{
    int count = 1;
    char **words = words_of(name, &count);                 // expect: CK4001
    for (int i = 0; i < count; i++)
        free(words[i]);
    free(words);
    return count;
}

int main(void)
{
    struct reply reply = { SET, 1, malloc(4) };
    reply_clear(&reply);
    return emit("word");
}
