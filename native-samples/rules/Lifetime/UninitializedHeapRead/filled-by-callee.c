// run: memory
/* A function reads a field of what it is given before it fills the rest: what it has filled is still there. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct screen {
    int mode;
    int width;
    char *title;
    char *tabs;
};

static void screen_reset(struct screen *screen)
{
    screen->mode = screen->mode & 8 ? 9 : 1;
    free(screen->tabs);
    screen->tabs = calloc(1, (size_t)screen->width);
    if (screen->tabs == NULL)
        exit(2);
}

static void screen_init(struct screen *screen, int width)
{
    screen->width = width;
    screen->title = strdup("");
    if (screen->title == NULL)
        exit(2);
    screen->tabs = NULL;
    screen_reset(screen);
}

static void screen_free(struct screen *screen)
{
    free(screen->tabs);
    free(screen->title);
}

struct line {
    struct screen *active;
};

void push_screen(struct line *line, int width)
{
    line->active = malloc(sizeof *line->active);
    if (line->active == NULL)
        exit(2);
    screen_init(line->active, width);            // expect: CK4006 "line->active" // ok: CK4001
}

int main(void)
{
    struct line line = { NULL };
    push_screen(&line, 80);
    printf("%d\n", line.active->width);
    screen_free(line.active);
    free(line.active);
    return 0;
}
