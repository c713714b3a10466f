// run: memory
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

/* The last one releases the block. */
int list_pop(struct list *list)
{
    if (list->length == 0)
        return -1;
    list->length--;
    if (list->length == 0) {
        free(list->items);
        list->items = NULL;
        return 0;
    }
    int *items = realloc(list->items, list->length * sizeof *items); // ok: CK3003
    if (items == NULL)
        return -1;
    list->items = items;
    return 0;
}

/* One more than needed. */
int terminate(struct buffer *buffer, size_t length)
{
    char *bytes = realloc(buffer->bytes, length + 1); // ok: CK3003
    if (bytes == NULL)
        return -1;
    bytes[length] = '\0';
    buffer->bytes = bytes;
    buffer->room = length + 1;
    return 0;
}

/* Nobody says that the size is 0. */
int resize(struct buffer *buffer, size_t size)
{
    char *bytes = realloc(buffer->bytes, size); // ok: CK3003
    if (bytes == NULL)
        return -1;
    buffer->bytes = bytes;
    buffer->room = size;
    return 0;
}

/* An allocator function takes 0 for a release. */
static void *allocate(void *block, size_t size)
{
    if (size == 0) {
        free(block);
        return NULL;
    }
    return realloc(block, size);           // ok: CK3003
}

void use_allocator(void)
{
    char *bytes = allocate(NULL, 16);
    if (bytes != NULL)
        bytes[0] = 'x';
    allocate(bytes, 0);                    // ok: CK3003
}

/* There is always one that stays. */
int keep_one(struct list *list)
{
    if (list->length < 2)
        return 0;
    size_t length = list->length - 1;
    int *items = realloc(list->items, length * sizeof *items); // ok: CK3003
    if (items == NULL)
        return -1;
    list->items = items;
    list->length = length;
    return 0;
}

/* Nothing is taken for at least one. */
int at_least_one(struct list *list, size_t count)
{
    if (count == 0)
        count = 1;
    int *items = realloc(list->items, count * sizeof *items); // ok: CK3003
    if (items == NULL)
        return -1;
    list->items = items;
    list->length = count;
    return 0;
}

/* Full when all of it was used: it never has no room at all. */
int double_room(struct list *list, size_t used)
{
    int sum = 0;
    for (size_t i = 0; i < used; i++)
        sum += list->items[i];
    if (used == list->length) {
        int *items = realloc(list->items, list->length * 2 * sizeof *items); // ok: CK3003
        if (items == NULL)
            return -1;
        list->items = items;
        list->length *= 2;
    }
    return sum;
}

int main(void)
{
    struct list list = { .items = malloc(2 * sizeof(int)), .length = 2 };
    if (list.items == NULL)
        return 1;
    list.items[0] = list.items[1] = 1;
    double_room(&list, 2);
    keep_one(&list);
    list_pop(&list);
    at_least_one(&list, 0);
    free(list.items);
    struct buffer buffer = { NULL, 0 };
    terminate(&buffer, 0);
    resize(&buffer, 8);
    free(buffer.bytes);
    use_allocator();
    return 0;
}
