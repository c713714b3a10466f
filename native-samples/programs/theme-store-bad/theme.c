#include "theme.h"

#include <stdlib.h>
#include <string.h>

/* Where nothing is set, a literal stands in the field; the heading uses the text's own font. */
int theme_init(struct theme *theme, const char *name)
{
    memset(theme, 0, sizeof *theme);
    theme->name = strdup(name);
    if (theme->name == NULL)
        return -1;
    theme->accent = "blue";
    theme->font.size = (int)strlen(theme->accent);
    theme->heading = &theme->font;
    return 0;
}
