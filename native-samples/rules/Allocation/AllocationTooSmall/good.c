// run: memory
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct point {
    long x, y;
};

struct header {
    int kind;
    int length;
};

struct message {
    struct header header;
    struct point from;
    char text[];
};

union value {
    int number;
    struct point point;
};

/* With room for the zero. */
char *copy_name(const char *name)
{
    char *copy = malloc(strlen(name) + 1);     // ok: CK3004, CK4011
    if (copy == NULL)
        return NULL;
    strcpy(copy, name);
    return copy;
}

/* Exactly the bytes, and no zero. */
char *raw_bytes(const char *name, size_t *length)
{
    *length = strlen(name);
    char *bytes = malloc(*length);             // ok: CK3004
    if (bytes == NULL)
        return NULL;
    memcpy(bytes, name, *length);
    return bytes;
}

/* The last byte gives way to the zero. */
char *without_newline(const char *line)
{
    size_t length = strlen(line);
    if (length == 0)
        return NULL;
    char *copy = malloc(length);               // ok: CK3004
    if (copy == NULL)
        return NULL;
    memcpy(copy, line, length);
    copy[length - 1] = '\0';
    return copy;
}

/* A flexible member behind the record. */
struct message *new_message(const char *text)
{
    struct message *message = malloc(sizeof *message + strlen(text) + 1); // ok: CK3004
    if (message == NULL)
        return NULL;
    message->header.kind = 1;
    strcpy(message->text, text);               // ok: CK4011
    return message;
}

/* Only the first members are there, and only they are used. */
struct message *only_header(void)
{
    struct message *message = malloc(offsetof(struct message, from)); // ok: CK3004
    if (message == NULL)
        return NULL;
    message->header.kind = 0;
    message->header.length = 0;
    return message;
}

/* The member in use decides. */
union value *new_number(int number)
{
    union value *value = malloc(sizeof value->number); // ok: CK3004
    if (value == NULL)
        return NULL;
    value->number = number;
    return value;
}

/* Room for one more than there are. */
char **arguments(char *const *from, int n)
{
    char **vector = malloc((n + 1) * sizeof *vector); // ok: CK3004
    if (vector == NULL)
        return NULL;
    for (int i = 0; i < n; i++)
        vector[i] = from[i];
    vector[n] = NULL;
    return vector;
}

/* Bytes are elements. */
unsigned char *clear_bytes(size_t n)
{
    unsigned char *bytes = malloc(n);          // ok: CK3004
    if (bytes == NULL)
        return NULL;
    for (size_t i = 0; i < n; i++)
        bytes[i] = 0;
    return bytes;
}

/* The size is asked of the formatter. */
char *label(const char *name)
{
    int length = snprintf(NULL, 0, "<%s>", name);
    char *text = malloc((size_t)length + 1);   // ok: CK3004
    if (text == NULL)
        return NULL;
    sprintf(text, "<%s>", name);               // ok: CK4011
    return text;
}

/* A string that was cut meanwhile. */
char *first_word(char *line)
{
    char *copy = malloc(strlen(line));         // ok: CK3004
    if (copy == NULL)
        return NULL;
    line[3] = '\0';
    strcpy(copy, line);                        // ok: CK4011
    return copy;
}

int main(void)
{
    char *words[] = { "one", "two" };
    char line[] = "one two three";
    size_t length;
    free(copy_name("abcdefgh"));
    free(raw_bytes("abcdefgh", &length));
    free(without_newline("line\n"));
    free(new_message("hello"));
    free(only_header());
    free(new_number(4));
    free(arguments(words, 2));
    free(clear_bytes(16));
    free(label("name"));
    free(first_word(line));
    return 0;
}
