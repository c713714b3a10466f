// run: memory
/* Buffers that are given to a function that hands them back, and nobody releases. */
#include <limits.h>
#include <stdlib.h>
#include <string.h>

/* Where realpath fails, the buffer is still there. */
static size_t length_of(const char *name)
{
    char *buffer = malloc(PATH_MAX);    // expect: CK4001 "buffer"
    if (buffer == NULL)
        return 0;
    char *path = realpath(name, buffer);
    if (path == NULL)
        return 0;
    size_t length = strlen(path);
    free(path);
    return length;
}

/* Where it is given none, it makes one. */
static int is_root(const char *name)
{
    char *path = realpath(name, NULL);    // expect: CK4001 "path"
    return path != NULL && strcmp(path, "/") == 0;
}

static char *to_text(char *given, const char *source)
{
    char *text = given != NULL ? given : malloc(strlen(source) + 1);
    return text != NULL ? strcpy(text, source) : NULL;
}

/* Null is what is given here. */
static size_t measure(const char *source)
{
    char *text = to_text(NULL, source);    // expect: CK4001 "text"
    return text != NULL ? strlen(text) : 0;
}

int main(void)
{
    return length_of("/no/such/place") == 0 && is_root("/") && measure("abc") == 3 ? 0 : 1;
}
