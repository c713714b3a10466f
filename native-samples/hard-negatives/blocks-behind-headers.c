// run: memory
/* Blocks that begin behind a header: what is released and reallocated is the header, wherever the pointer is. */
#include <stdlib.h>
#include <string.h>

struct header {
    struct header *owner;
    size_t size;
};

static struct header *header_of(void *block)
{
    return (struct header *)block - 1;
}

static void *block_alloc(size_t size)
{
    struct header *header = malloc(sizeof *header + size);
    if (header == NULL)
        abort();
    header->owner = NULL;
    header->size = size;
    return header + 1;
}

static void *block_resize_at(void *block, size_t size)
{
    if (block == NULL)
        return block_alloc(size);
    struct header *header = realloc(header_of(block), sizeof *header + size);      // ok: CK3001, CK4005
    if (header == NULL)
        abort();
    header->size = size;
    return header + 1;
}

static void *block_resize(void *block, size_t size)
{
    return block_resize_at(block, size);
}

static void block_free(void *block)
{
    if (block != NULL)
        free(header_of(block));            // ok: CK4005
}

static int grown_twice(const char *text)
{
    char *copy = block_alloc(8);           // ok: CK4001
    copy = block_resize(copy, 64);         // ok: CK4005, CK3002
    copy = block_resize(copy, strlen(text) + 1);   // ok: CK4005, CK3002
    strcpy(copy, text);
    int first = copy[0];
    block_free(copy);                      // ok: CK4005, CK4003
    return first;
}

int main(void)
{
    return grown_twice("header") == 'h' ? 0 : 1;
}
