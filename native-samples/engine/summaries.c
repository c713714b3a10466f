// run: memory
/* What callers are told of a function. */
#include <stdlib.h>
#include <string.h>

struct buffer {
    char *bytes;
    size_t size;
};

void *allocate(size_t size)                // summary: acquires heap new
{
    return malloc(size);
}

void release(void *block)                  // summary: releases heap arg0
{
    free(block);
}

void *must_allocate(size_t size)           // summary: in [1, -]
{
    void *block = malloc(size);
    if (block == NULL)
        abort();
    return block;
}

int buffer_open(struct buffer *buffer, size_t size)        // summary: returns -1 // summary: arg0[0] = new
{
    buffer->bytes = malloc(size);
    if (buffer->bytes == NULL)
        return -1;
    buffer->size = size;
    return 0;
}

void buffer_close(struct buffer *buffer)   // summary: releases heap arg0[0] // summary: arg0[0] = 0
{
    free(buffer->bytes);
    buffer->bytes = NULL;
}

char *first_of(char *left, char *right)    // summary: returns arg0 // summary: returns arg1
{
    return left != NULL ? left : right;
}

int main(void)
{
    struct buffer buffer;
    if (buffer_open(&buffer, 8) == 0)
        buffer_close(&buffer);
    release(allocate(4));
    char *block = must_allocate(4);
    release(first_of(block, NULL));
    return 0;
}
