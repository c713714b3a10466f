// run: memory
#include <limits.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

struct header {
    uint32_t width;
    uint32_t height;
};

enum { LARGEST = 4096 };

/* Each factor has a limit. */
unsigned char *read_pixels(int in)
{
    struct header header;
    if (read(in, &header, sizeof header) != (ssize_t)sizeof header)
        return NULL;
    if (header.width > LARGEST || header.height > LARGEST)
        return NULL;
    return malloc(header.width * header.height); // ok: CK3005
}

/* Asked by division. */
unsigned char *read_plane(int in)
{
    struct header header;
    if (read(in, &header, sizeof header) != (ssize_t)sizeof header)
        return NULL;
    if (header.height != 0 && header.width > UINT32_MAX / header.height)
        return NULL;
    return malloc(header.width * header.height); // ok: CK3005
}

/* An int has no multiple by an element's size that is beyond size_t. */
int *make_table(const char *text)
{
    int count = atoi(text);
    return malloc(count * sizeof(int));        // ok: CK3005
}

uint64_t *read_offsets(FILE *in)
{
    uint32_t count;
    if (fread(&count, sizeof count, 1, in) != 1)
        return NULL;
    return malloc((size_t)count * sizeof(uint64_t)); // ok: CK3005
}

/* The allocator asks itself. */
int *make_row(const char *text)
{
    return calloc(strtoul(text, NULL, 10), sizeof(int)); // ok: CK3005
}

int *grow_row(int *row, const char *text)
{
    return reallocarray(row, strtoul(text, NULL, 10), sizeof(int)); // ok: CK3005
}

/* The compiler's own multiplication. */
void *make_matrix(const char *text)
{
    unsigned long side = strtoul(text, NULL, 10);
    unsigned long bytes;
    if (__builtin_mul_overflow(side, side, &bytes))
        return NULL;
    return malloc(bytes);                      // ok: CK3005
}

/* An allocator of the program's own that asks. */
static void *need_array(size_t count, size_t size)
{
    if (size != 0 && count > SIZE_MAX / size)
        abort();
    void *block = malloc(count * size);        // ok: CK3005
    if (block == NULL)
        abort();
    return block;
}

long *make_list(const char *text)
{
    return need_array(strtoul(text, NULL, 10), sizeof(long)); // ok: CK3005
}

/* Numbers of the program's own. */
int *make_buckets(unsigned long buckets)
{
    return malloc(buckets * sizeof(int));      // ok: CK3005
}

int main(void)
{
    free(read_pixels(STDIN_FILENO));
    free(read_plane(STDIN_FILENO));
    free(make_table("4"));
    free(read_offsets(stdin));
    free(grow_row(make_row("4"), "8"));
    free(make_matrix("4"));
    free(make_list("4"));
    free(make_buckets(16));
    return 0;
}
