// run: none (compilers that know these functions put their results right)
#include <stddef.h>

#pragma GCC diagnostic ignored "-Wimplicit-function-declaration"
#pragma GCC diagnostic ignored "-Wbuiltin-declaration-mismatch"
#pragma GCC diagnostic ignored "-Wint-conversion"
#pragma GCC diagnostic ignored "-Wint-to-pointer-cast"

struct item {
    int key;
    char *name;
};

/* No header declares them. */
char *line_new(size_t size)
{
    char *line = (char *)malloc(size);     // expect: CK3008 "malloc"
    return line;
}

struct item *items_new(size_t count)
{
    struct item *items = (struct item *)calloc(count, sizeof *items); // expect: CK3008 "calloc"
    return items;
}

char *line_grow(char *line, size_t size)
{
    char *longer = (char *)realloc(line, size); // expect: CK3008 "realloc"
    return longer;
}

char *name_copy(const char *name)
{
    return (char *)strdup(name);           // expect: CK3008 "strdup"
}

char *name_start(const char *name, size_t length)
{
    return (char *)strndup(name, length);  // expect: CK3008 "strndup"
}

struct item *items_grow(struct item *items, size_t count)
{
    return (struct item *)reallocarray(items, count, sizeof *items); // expect: CK3008 "reallocarray"
}

int main(void)
{
    return 0;
}
