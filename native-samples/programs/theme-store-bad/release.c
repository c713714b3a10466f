#include "theme.h"

#include <stdlib.h>

/* Releases what was allocated, a field by value, and a member that was never a block. */
void theme_clear(struct theme *theme)
{
    free(theme->name);
    free(theme->accent);                   // flow 2: free
    free(theme->font.family);
    free(theme->heading);
}
