// run: memory
#include "theme.h"

#include <stdio.h>

int main(void)
{
    struct theme theme;
    if (theme_init(&theme, "plain") < 0)
        return 1;
    printf("%s %s\n", theme.name, theme.accent);
    theme_clear(&theme);                   // ok: CK4004, CK4005
    return 0;
}
