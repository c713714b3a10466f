// run: memory
/* A distance between two places in a text is no error code; an array that is moved by hand keeps what it held. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static char *put(char *to, int c)
{
    if (c == '\\' || c == '"') {
        *to++ = '\\';
        *to++ = (char)c;
        return to;
    }
    if (c < ' ') {
        *to++ = '\\';
        *to++ = (char)('0' + (c >> 6 & 7));
        *to++ = (char)('0' + (c >> 3 & 7));
        *to++ = (char)('0' + (c & 7));
        return to;
    }
    *to++ = (char)c;
    return to;
}

static int encode(char *to, const char *from)
{
    char *start = to;
    for (int c; (c = *from) != 0; from++)
        to = put(to, c);
    *to = 0;
    return (int)(to - start);
}

/* The length, or -1 and nothing. */
static int encoded(char **result, const char *text)
{
    char *buffer = calloc(4, strlen(text) + 1);
    if (buffer == NULL)
        return -1;
    int length = encode(buffer, text);
    *result = buffer;
    return length;
}

static int print_encoded(const char *text)
{
    char *out;
    if (encoded(&out, text) == -1)               // ok: CK4001
        return -1;
    int first = out[0];
    free(out);
    return first;
}

struct value {
    int kind;
    char *text;
};

static void *grown(void *old, size_t used, size_t wanted, size_t size)
{
    if (old == NULL)
        return calloc(wanted, size);
    char *block = malloc(wanted * size);         // ok: CK4001
    if (block == NULL)
        return NULL;
    memcpy(block, old, used * size);
    memset(block + used * size, 0, (wanted - used) * size);
    free(old);
    return block;
}

static void *must_grow(void *old, size_t used, size_t wanted, size_t size)
{
    void *block = grown(old, used, wanted, size);
    if (block == NULL)
        exit(2);
    return block;
}

static size_t collect(const char *const *words, size_t n)
{
    struct value *values = NULL;
    size_t count = 0, length = 0;
    for (size_t i = 0; i < n; i++) {
        values = must_grow(values, count, count + 1, sizeof *values);
        values[count].kind = 1;
        values[count].text = strdup(words[i]);   // ok: CK4001
        count++;
    }
    for (size_t i = 0; i < count; i++) {
        length += values[i].text != NULL ? strlen(values[i].text) : 0;
        free(values[i].text);
    }
    free(values);
    return length;
}

int main(void)
{
    static const char *const words[] = { "a", "list", "of", "words" };
    printf("%d %d %zu\n", print_encoded(""), print_encoded("a\"\nb"), collect(words, 4));
    return 0;
}
