// run: realloc
/* A macro grows the block, checks, and jumps to where the pointer is released that it has just lost. */
#include <stdlib.h>
#include <string.h>

#define TOO_MUCH ((size_t)1 << 60)

#define GROW(block, size, failed)                                                                                                  \
    do {                                                                                                                           \
        (block) = realloc((block), (size));                                                                                        \
        if ((block) == NULL)                                                                                                       \
            goto failed;                                                                                                           \
    } while (0)

int lost_by_macro(const char *text, size_t more)
{
    char *copy = malloc(8);                // ok: CK4001
    if (copy == NULL)
        return -1;
    copy[0] = '\0';
    GROW(copy, strlen(text) + more, failed);               // expect: CK3001 "copy"
    strcat(copy, text);
    free(copy);
    return 0;
failed:
    free(copy);
    return -1;
}

#define GROW_SAFELY(block, size, failed)                                                                                           \
    do {                                                                                                                           \
        void *grown = realloc((block), (size));                                                                                    \
        if (grown == NULL)                                                                                                         \
            goto failed;                                                                                                           \
        (block) = grown;                                                                                                           \
    } while (0)

int kept_by_macro(const char *text, size_t more)
{
    char *copy = malloc(8);                // ok: CK4001
    if (copy == NULL)
        return -1;
    copy[0] = '\0';
    GROW_SAFELY(copy, strlen(text) + more, failed);        // ok: CK3001
    strcat(copy, text);
    free(copy);
    return 0;
failed:
    free(copy);
    return -1;
}

int main(void)
{
    int failures = lost_by_macro("a text", 8) + lost_by_macro("a text", TOO_MUCH);
    failures += kept_by_macro("a text", 8) + kept_by_macro("a text", TOO_MUCH);
    return failures != -2;
}
