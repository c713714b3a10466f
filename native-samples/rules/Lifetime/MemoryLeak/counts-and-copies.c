// run: memory
/* A count that does say that something went wrong, and a copy that leaves behind what it does not take. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int encode(char *to, const char *from, int limit)
{
    char *start = to;
    for (int c; (c = *from) != 0; from++) {
        if (to - start == limit)
            return -1;
        *to++ = (char)c;
    }
    *to = 0;
    return (int)(to - start);
}

static int encoded(char **result, const char *text, int limit)
{
    char *buffer = calloc(1, strlen(text) + 1);  // flow a1: allocated by 'calloc'
    if (buffer == NULL)
        return -1;
    int length = encode(buffer, text, limit);
    *result = buffer;
    return length;
}

int first_of(const char *text)
{
    char *out = NULL;
    if (encoded(&out, text, 2) == -1)            // expect a: CK4001 "out"
        return -1;
    int first = out[0];
    free(out);
    return first;
}

struct value {
    char *text;
    char *note;
};

int second_of(const char *text)
{
    struct value *value = calloc(1, sizeof *value);
    if (value == NULL)
        return -1;
    value->text = strdup(text);
    value->note = strdup("note");                // expect: CK4001 "value->note"
    char *kept;
    memcpy(&kept, &value->text, sizeof kept);
    free(value);
    int second = kept != NULL ? kept[1] : 0;
    free(kept);
    return second;
}

int main(void)
{
    printf("%d %d\n", first_of("abc"), second_of("xy"));
    return 0;
}
