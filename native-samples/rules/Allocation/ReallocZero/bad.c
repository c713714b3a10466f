// run: zero
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

struct list {
    int *items;
    size_t length;
};

struct buffer {
    char *bytes;
    size_t room;
};

/* As a release. */
void close_buffer(struct buffer *buffer)
{
    char *bytes = realloc(buffer->bytes, 0); // expect: CK3003 "is 0"
    buffer->bytes = bytes;
}

/* The count was tested to be nothing, and the size is made of it. */
int shrink(struct list *list, size_t count)
{
    if (count == 0)                        // flow a1: count
        list->length = 0;
    int *items = realloc(list->items, count * sizeof *items); // expect a: CK3003 "is 0"
    if (items == NULL)
        return -1;
    list->items = items;
    return 0;
}

/* Counted down: the last one leaves nothing. */
int list_pop(struct list *list)
{
    if (list->length == 0)
        return -1;
    list->length--;
    int *items = realloc(list->items, list->length * sizeof *items); // expect: CK3003 "can be 0"
    if (items == NULL)
        return -1;
    list->items = items;
    return 0;
}

/* The same with a size in bytes. */
int trim(struct buffer *buffer)
{
    if (buffer->room < 16)
        return 0;
    size_t room = buffer->room - 16;
    char *bytes = realloc(buffer->bytes, room); // expect: CK3003 "can be 0"
    if (bytes == NULL)
        return -1;
    buffer->bytes = bytes;
    buffer->room = room;
    return 0;
}

/* A wrapper hands the size on. */
static void *resize(void *block, size_t size)
{
    void *moved = realloc(block, size);    // flow b2: realloc
    if (moved == NULL)
        abort();
    return moved;
}

void drop(struct buffer *buffer)
{
    buffer->bytes = resize(buffer->bytes, 0); // expect b: CK3003 "resize" // flow b1: resize
}

/* reallocarray multiplies itself. */
int clear_all(struct list *list)
{
    if (list->length > 0)
        return -1;
    int *items = reallocarray(list->items, list->length, sizeof *items); // expect: CK3003
    list->items = items;
    return items == NULL ? -1 : 0;
}

int main(void)
{
    struct buffer buffer = { malloc(16), 16 };
    struct list list = { malloc(sizeof(int)), 1 };
    close_buffer(&buffer);
    trim(&buffer);
    list_pop(&list);
    shrink(&list, 0);
    clear_all(&list);
    drop(&buffer);
    free(list.items);
    free(buffer.bytes);
    return 0;
}
