// run: memory
/* What was put into an array one by one a loop takes out again: which element a turn releases is not known, but none is left behind. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define PARTS 7

static size_t measure(const char *word)
{
    char *parts[PARTS];
    size_t all = 0;
    parts[0] = strdup(word);                           // ok: CK4001
    parts[1] = strdup(word);                           // ok: CK4001
    parts[2] = strdup(word);                           // ok: CK4001
    parts[3] = strdup(word);                           // ok: CK4001
    parts[4] = strdup(word);                           // ok: CK4001
    parts[5] = strdup(word);                           // ok: CK4001
    parts[6] = strdup(word);                           // ok: CK4001
    for (int i = 0; i < PARTS; i++)
        if (parts[i] != NULL)
            all += strlen(parts[i]);
    for (int i = 0; i < PARTS; i++)
        free(parts[i]);
    return all;
}

int main(void)
{
    printf("%zu\n", measure("word"));
    return 0;
}
