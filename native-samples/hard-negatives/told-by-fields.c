// run: memory
/* What a function does hangs on fields of what it is given: its callers have set them. */
#include <stdio.h>
#include <stdlib.h>

struct event {
    size_t pending;
};

struct pane {
    int pipe;
    int flags;
    int lines;
    struct event *event;
};

enum { EXITED = 1, DEAD = 2 };

static int left_over(const struct pane *pane)
{
    return pane->lines > 80 ? pane->lines - 80 : 0;
}

/* Looks at the event only where there is a pipe; ends in so many ways that they are not told apart. */
static int is_done(struct pane *pane)
{
    if (pane->pipe != -1) {
        if (pane->event->pending != 0)
            return 0;
        if (left_over(pane) > 0)
            return 0;
    }
    if (~pane->flags & EXITED)
        return 0;
    if (pane->flags & DEAD)
        return pane->lines == 0;
    return 1;
}

static int close_pipe(struct pane *pane)
{
    free(pane->event);
    pane->pipe = -1;
    return is_done(pane);                        // ok: CK4002
}

static void open_pipe(struct pane *pane)
{
    pane->event = calloc(1, sizeof *pane->event);   // ok: CK4001
    if (pane->event == NULL)
        exit(2);
    pane->pipe = 3;
}

int main(int argc, char **argv)
{
    struct pane pane = { -1, EXITED, argc, NULL };
    (void)argv;
    open_pipe(&pane);
    printf("%d\n", close_pipe(&pane));
    pane.flags = 0;
    open_pipe(&pane);
    printf("%d\n", close_pipe(&pane));
    return 0;
}
