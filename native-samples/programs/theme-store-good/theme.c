#include "theme.h"

#include <stdlib.h>
#include <string.h>

/* Where nothing is set, a copy of the default stands in the field. */
int theme_init(struct theme *theme, const char *name)
{
    memset(theme, 0, sizeof *theme);
    theme->name = strdup(name);
    if (theme->name == NULL)
        return -1;
    theme->accent = strdup("blue");
    if (theme->accent == NULL) {
        free(theme->name);
        return -1;
    }
    theme->font.size = (int)strlen(theme->accent);
    theme->heading = &theme->font;
    return 0;
}
