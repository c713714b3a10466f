#ifndef THEME_H
#define THEME_H

struct font {
    int size;
    char *family;
};

struct theme {
    char *name;
    char *accent;
    struct font font;
    struct font *heading;
};

int theme_init(struct theme *theme, const char *name);
void theme_clear(struct theme *theme);

#endif
