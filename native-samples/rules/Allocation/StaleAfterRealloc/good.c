// run: memory
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct buffer {
    char *bytes;
    size_t length, room;
};

struct list {
    struct list *next;
    char *name;
};

/* Where realloc fails, the old block is what it was. */
int keep(size_t size)
{
    char *line = malloc(16);
    if (line == NULL)
        return -1;
    strcpy(line, "first");
    char *first = line;
    char *longer = realloc(line, size);
    if (longer == NULL) {
        int letter = first[0];             // ok: CK3002
        free(line);
        return letter;
    }
    int letter = longer[0];
    free(longer);
    return letter;
}

/* The pointer is taken again. */
int again(void)
{
    int *numbers = calloc(4, sizeof *numbers);
    if (numbers == NULL)
        return -1;
    int *third = &numbers[2];
    *third = 3;
    int *more = realloc(numbers, 4000 * sizeof *numbers);
    if (more == NULL) {
        free(numbers);
        return -1;
    }
    numbers = more;
    third = &numbers[2];
    int value = *third;                    // ok: CK3002
    free(numbers);
    return value;
}

/* The distance in the block is kept. */
int distance(struct buffer *buffer, char *cursor)
{
    ptrdiff_t at = cursor - buffer->bytes;
    char *bytes = realloc(buffer->bytes, buffer->room * 2);
    if (bytes == NULL)
        return -1;
    buffer->bytes = bytes;
    buffer->room *= 2;
    cursor = buffer->bytes + at;
    *cursor = 'x';                         // ok: CK3002
    return 0;
}

/* The cursor moves as far as the block. */
int moved_along(struct buffer *buffer, char *cursor)
{
    char *old = buffer->bytes;
    char *bytes = realloc(old, buffer->room * 2);
    if (bytes == NULL)
        return -1;
    cursor += bytes - old;
    buffer->bytes = bytes;
    buffer->room *= 2;
    *cursor = 'y';                         // ok: CK3002
    return 0;
}

/* Only where the block moved must anything be done. */
int fix_up(struct buffer *buffer)
{
    char *first = buffer->bytes;
    char *bytes = realloc(buffer->bytes, buffer->room * 2);
    if (bytes == NULL)
        return -1;
    if (bytes != buffer->bytes) {
        buffer->bytes = bytes;
        first = bytes;
    }
    buffer->room *= 2;
    *first = 'z';                          // ok: CK3002
    return 0;
}

/* A helper that grows and a caller that asks for the field again. */
static int reserve(struct buffer *buffer, size_t size)
{
    if (size <= buffer->room)
        return 0;
    char *bytes = realloc(buffer->bytes, size);
    if (bytes == NULL)
        return -1;
    buffer->bytes = bytes;
    buffer->room = size;
    return 0;
}

int append(struct buffer *buffer, const char *text)
{
    size_t length = strlen(text);
    char *end = buffer->bytes + buffer->length;
    if (reserve(buffer, buffer->length + length + 1) < 0) {
        *end = '\0';                       // ok: CK3002
        return -1;
    }
    end = buffer->bytes + buffer->length;
    memcpy(end, text, length + 1);         // ok: CK3002
    buffer->length += length;
    return 0;
}

/* There is room enough, so that nothing moves. */
int no_need(struct buffer *buffer)
{
    char *first = buffer->bytes;
    if (buffer->room < 4)
        return -1;
    if (reserve(buffer, 4) < 0)
        return -1;
    return *first;                         // ok: CK3002
}

/* What stands in the block is a pointer of its own. */
int names(struct list **items)
{
    struct list *first = items[0];
    struct list **more = realloc(items, 64 * sizeof *more);
    if (more == NULL) {
        free(items);
        return -1;
    }
    int letter = first->name[0];           // ok: CK3002
    free(more);
    return letter;
}

/* Old and new address are compared and shown, not used. */
int watch(size_t size)
{
    char *block = malloc(8);
    if (block == NULL)
        return -1;
    char *before = block;
    char *after = realloc(block, size);
    if (after == NULL) {
        free(block);
        return -1;
    }
    printf("%p %p %d\n", (void *)before, (void *)after, before == after); // ok: CK3002
    free(after);
    return 0;
}

/* Each turn of a loop grows it, and goes on with the new one. */
static void *resize(void *block, size_t size)
{
    void *moved = realloc(block, size);
    if (moved == NULL)
        abort();
    return moved;
}

int words(const char *text)
{
    struct buffer *parts = NULL;
    size_t count = 0;
    while (*text != '\0') {
        parts = resize(parts, (count + 1) * sizeof *parts);
        if (*text == ' ') {
            parts[count].length = 0;       // ok: CK3002
            while (*++text == ' ')
                parts[count].length++;     // ok: CK3002
            count++;
            continue;
        }
        parts[count].length = 1;           // ok: CK3002
        count++;
        text++;
    }
    parts = resize(parts, (count + 1) * sizeof *parts);
    parts[count].length = 0;               // ok: CK3002
    free(parts);
    return (int)count;
}

int main(void)
{
    keep(64);
    words("a  b c");
    again();
    struct buffer buffer = { .bytes = calloc(16, 1), .room = 16 };
    if (buffer.bytes == NULL)
        return 1;
    distance(&buffer, buffer.bytes + 1);
    moved_along(&buffer, buffer.bytes + 2);
    fix_up(&buffer);
    append(&buffer, "text");
    no_need(&buffer);
    free(buffer.bytes);
    struct list item = { .name = "item" };
    struct list **items = malloc(sizeof *items);
    if (items == NULL)
        return 1;
    items[0] = &item;
    names(items);
    watch(64);
    return 0;
}
