// run: memory
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* All elements, and no more. */
int *squares(int n)
{
    int *table = malloc(n * sizeof *table);
    if (table == NULL)
        return NULL;
    for (int i = 0; i < n; i++)
        table[i] = i * i;                      // ok: CK4011
    return table;
}

/* From one to n, stored one before. */
int *numbers(int n)
{
    int *table = malloc(n * sizeof *table);
    if (table == NULL)
        return NULL;
    for (int i = 1; i <= n; i++)
        table[i - 1] = i;                      // ok: CK4011
    return table;
}

/* The last turn does something else. */
int *separated(int n)
{
    int *table = malloc(n * sizeof *table);
    if (table == NULL)
        return NULL;
    for (int i = 0; i <= n; i++) {
        if (i == n)
            continue;
        table[i] = 0;                          // ok: CK4011
    }
    return table;
}

/* Left before the end is reached. */
int until_space(const char *text, char *word)
{
    char copy[8];
    for (int i = 0; i <= 8; i++) {
        if (text[i] == ' ')
            break;
        copy[i] = text[i];                     // ok: CK4011
        word[i] = copy[i];
    }
    return 0;
}

/* The first two that come, and by contract there are no more. */
int ends(const char *const *words, int *lengths)
{
    int found[2];
    int n = 0;
    while (*words != NULL)
        found[n++] = (int)strlen(*words++);    // ok: CK4011
    lengths[0] = found[0];
    lengths[1] = found[1];
    return n;
}

/* Grown when it is full. */
struct list {
    int *items;
    int count, size;
};

int append(struct list *list, int item)
{
    if (list->count == list->size) {
        int size = list->size != 0 ? list->size * 2 : 4;
        int *items = realloc(list->items, size * sizeof *items);
        if (items == NULL)
            return -1;
        list->items = items;
        list->size = size;
    }
    list->items[list->count++] = item;         // ok: CK4011
    return 0;
}

/* A size that depends on the case, and a write that keeps to it. */
char *sized(int is_long, const char *text)
{
    char *buffer = malloc(is_long ? 64 : 8);
    if (buffer == NULL)
        return NULL;
    if (is_long)
        memset(buffer, 'x', 64);               // ok: CK4011
    else
        memset(buffer, 'x', 8);
    buffer[0] = text[0];
    return buffer;
}

/* Cut to what fits. */
void shorten(const char *text)
{
    char line[8];
    snprintf(line, sizeof line, "%s: %d", text, 1234567); // ok: CK4011
    strncpy(line, "a long text", sizeof line - 1);        // ok: CK4011
    line[sizeof line - 1] = '\0';
    line[0] = '\0';
    strncat(line, "another long text", sizeof line - 1);  // ok: CK4011
    puts(line);
}

/* From one member into the next, as some do who know the layout. */
struct packed {
    char tag[4];
    char body[12];
};

void put(struct packed *packed, const char *text)
{
    memcpy(packed->tag, text, sizeof *packed);            // ok: CK4011
}

static void clear(int *values, int n)
{
    for (int i = 0; i < n; i++)
        values[i] = 0;
}

static int lines_of(const char *text)
{
    int n = 0;
    for (; *text != '\0'; text++)
        n += *text == '\n';
    return n;
}

int main(void)
{
    struct list list = { NULL, 0, 0 };
    struct packed packed;
    const char *words[] = { "one", "two", NULL };
    int lengths[2], values[6], marks[3];
    char word[8];
    free(squares(8));
    free(numbers(8));
    free(separated(8));
    until_space("one two", word);
    ends(words, lengths);
    for (int i = 0; i < 9; i++)
        append(&list, i);
    free(list.items);
    free(sized(1, "a"));
    free(sized(0, "a"));
    shorten("text");
    put(&packed, "0123456789abcdef");
    clear(values, 6);                          // ok: CK4011
    marks[lines_of("a\nb\n")] = 1;             // ok: CK4011
    return values[0] + marks[2] - 1;
}
