#include "theme.h"

#include <stdlib.h>

void theme_clear(struct theme *theme)
{
    free(theme->name);                     // ok: CK4004
    free(theme->accent);                   // ok: CK4004
    free(theme->font.family);
    if (theme->heading != &theme->font)
        free(theme->heading);              // ok: CK4004, CK4005
}
