// run: memory
/* Literals that come from another file: the same number means another text there. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const char *separator(void);
const char *greeting(void);

static char *copied(const char *text)
{
    char *copy = malloc(strlen(text) + 1);                 // ok: CK3004, CK4001
    if (copy != NULL)
        strcpy(copy, text);                                // ok: CK4011
    return copy;
}

int main(void)
{
    char small[3];
    strcpy(small, separator());                            // ok: CK4011
    char *copy = copied(greeting());                       // ok: CK4001
    if (copy == NULL)
        return 1;
    printf("%s%s%s\n", copy, small, "a literal of this file that is longer than the others");
    free(copy);
    return 0;
}
