// run: none (that a size wraps shows in a run as a block that is too small, and whether it does hangs on what comes in)
#include <arpa/inet.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* An image whose header says how large it is: 65536 * 65536 is 0. */
struct header {
    uint32_t width;
    uint32_t height;
};

unsigned char *read_pixels(int in)
{
    struct header header;
    ssize_t length = read(in, &header, sizeof header); // flow a1: brings a number from outside
    if (length != (ssize_t)sizeof header)
        return NULL;
    unsigned char *pixels = malloc(header.width * header.height); // expect a: CK3005 "'malloc'" // flow a2: product of it
    return pixels;
}

/* Numbers of the command line. */
int *make_table(const char *text)
{
    unsigned long count = strtoul(text, NULL, 10);
    return malloc(count * sizeof(int));        // expect: CK3005 "'strtoul'"
}

/* In network order. */
void *receive_items(const unsigned char *message)
{
    uint32_t raw;
    memcpy(&raw, message, sizeof raw);
    uint32_t items = ntohl(raw);
    uint32_t bytes = items * 24;
    return malloc(bytes + 8);                  // expect: CK3005 "'ntohl'"
}

static uint32_t read_u32(FILE *in)
{
    uint32_t number = 0;
    if (fread(&number, sizeof number, 1, in) != 1)
        return 0;
    return number;
}

static void *need(size_t size)
{
    void *block = malloc(size);
    if (block == NULL)
        abort();
    return block;
}

/* Through a reader and an allocator of the program's own. */
short *read_samples(FILE *in)
{
    uint32_t channels = read_u32(in);
    uint32_t frames = read_u32(in);
    return need(channels * frames * 2u);       // expect: CK3005 "'read_u32'"
}

/* Grown to what a line says. */
int grow(char **rows, FILE *in)
{
    int width, height;
    if (fscanf(in, "%d %d", &width, &height) != 2)
        return -1;
    char *larger = realloc(*rows, width * height); // expect: CK3005 "'realloc'"
    if (larger == NULL)
        return -1;
    *rows = larger;
    return 0;
}

static unsigned char *make_canvas(unsigned width, unsigned height)
{
    return calloc(1, width * height);
}

static unsigned char *make_grid(unsigned width, unsigned height)
{
    return malloc(width * height);
}

/* The product is the callee's, the numbers are the caller's. */
unsigned char *open_grid(const char *width, const char *height)
{
    return make_grid(atoi(width), atoi(height)); // expect b: CK3005 "'make_grid'" // flow b1: outside // flow b2: product
}

int main(void)
{
    free(make_table("4"));
    free(make_canvas(2, 3));
    free(open_grid("2", "3"));
    return 0;
}
