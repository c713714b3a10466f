// run: memory
/* Buffers that are given, and allocated where they are not: what comes back is what was given. */
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* realpath hands its buffer back. */
static size_t length_of(const char *name)
{
    char *buffer = malloc(PATH_MAX), *path;    // ok: CK4001
    if (buffer == NULL)
        return 0;
    path = realpath(name, buffer);
    if (path == NULL) {
        free(buffer);
        return 0;
    }
    size_t length = strlen(path);
    free(path);
    return length;
}

/* So does getcwd. */
static char *folder(void)
{
    char *buffer = malloc(PATH_MAX);    // ok: CK4001
    if (buffer == NULL)
        return NULL;
    if (getcwd(buffer, PATH_MAX) != buffer) {
        free(buffer);
        return NULL;
    }
    return buffer;
}

/* A function of the program's own that does the same. */
static char *to_text(char *given, const char *source, size_t room)
{
    size_t size = given == NULL ? strlen(source) + 1 : room;
    char *text = given == NULL ? malloc(size) : given;
    if (text == NULL)
        return NULL;
    for (size_t i = 0; i + 1 < size && source[i] != '\0'; i++) {
        if (source[i] == '*') {
            if (given == NULL)
                free(text);
            return NULL;
        }
        text[i] = source[i];
        text[i + 1] = '\0';
    }
    return text;
}

static void lower(char *text)
{
    if (text == NULL)
        return;
    for (; *text != '\0'; text++)
        if (*text >= 'A' && *text <= 'Z')
            *text = (char)(*text + ('a' - 'A'));
}

static size_t size_of(const char *text)
{
    return text != NULL ? strlen(text) : 0;
}

/* All who call it give an array. */
static int owner(char *out, size_t room, const char *source)
{
    if (to_text(out, source, room) == NULL)    // ok: CK4001
        return -1;
    lower(out);
    return size_of(out) == 0 ? -1 : 0;
}

/* Nobody asks here whether it is null, and who calls it is not seen. */
int label(char *out, size_t room, const char *source)
{
    if (to_text(out, source, room) == NULL)    // noise: CK4001
        return -1;
    lower(out);
    return 0;
}

int main(void)
{
    char first[32], second[32];
    char *here = folder();
    int is_right = here != NULL && length_of("/") == 1 && length_of("/no/such/place") == 0
        && owner(first, sizeof first, "Ada") == 0 && strcmp(first, "ada") == 0
        && label(second, sizeof second, "Bob") == 0 && strcmp(second, "bob") == 0;
    free(here);
    return is_right ? 0 : 1;
}
