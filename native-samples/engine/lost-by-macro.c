// run: realloc
/* A macro grows the block, checks, and jumps to where the pointer is released that it has just lost. */
#include <stdlib.h>
#include <string.h>

#define GROW(block, size, failed)                                                                                                  \
    do {                                                                                                                           \
        (block) = realloc((block), (size));                                                                                        \
        if ((block) == NULL)                                                                                                       \
            goto failed;                                                                                                           \
    } while (0)

int lost_by_macro(const char *text)
{
    char *copy = malloc(8);                // ok: CK4001
    if (copy == NULL)
        return -1;
    copy[0] = '\0';
    GROW(copy, strlen(text) + 8, failed);  // expect: CK3001 "copy"
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

int kept_by_macro(const char *text)
{
    char *copy = malloc(8);                // ok: CK4001
    if (copy == NULL)
        return -1;
    copy[0] = '\0';
    GROW_SAFELY(copy, strlen(text) + 8, failed);           // ok: CK3001
    strcat(copy, text);
    free(copy);
    return 0;
failed:
    free(copy);
    return -1;
}

int main(void)
{
    return lost_by_macro("a text") + kept_by_macro("a text") == 12345;
}
