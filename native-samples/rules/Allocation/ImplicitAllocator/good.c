// run: memory
#define _GNU_SOURCE
#include <stdlib.h>
#include <string.h>

#pragma GCC diagnostic ignored "-Wimplicit-function-declaration"

/* Declared by the headers. */
char *line_new(size_t size)
{
    char *line = (char *)malloc(size);     // ok: CK3008
    return line;
}

int *numbers_new(size_t count)
{
    return calloc(count, sizeof(int));     // ok: CK3008
}

char *name_copy(const char *name)
{
    return strdup(name);                   // ok: CK3008
}

int *numbers_grow(int *numbers, size_t count)
{
    return reallocarray(numbers, count, sizeof *numbers); // ok: CK3008
}

/* Declared by hand. */
extern char *stpcpy(char *to, const char *from);
extern char *strndup(const char *from, size_t length);

char *name_start(const char *name, size_t length)
{
    return strndup(name, length);          // ok: CK3008
}

/* Not declared, but no memory comes back. */
int letter(int character)
{
    return toupper(character);             // ok: CK3008
}

int main(void)
{
    free(line_new(8));
    int *numbers = numbers_new(2);
    int *more = numbers_grow(numbers, 4);
    free(more != NULL ? more : numbers);
    free(name_copy("name"));
    free(name_start("name", 2));
    return letter('a') == 'A' ? 0 : 1;
}
