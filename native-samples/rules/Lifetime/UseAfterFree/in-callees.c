// run: memory
/* Released here, used by a function that looks at it in some of its many ways. */
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

/* Whatever the fields say, the event is looked at first. */
static int is_done(struct pane *pane)
{
    size_t pending = pane->event->pending;
    if (pane->pipe != -1 && pending != 0)
        return 0;
    if (~pane->flags & EXITED)
        return 0;
    if (pane->flags & DEAD)
        return pane->lines == 0;
    return pending == 0;
}

/* Nothing is looked at where there is nothing; elsewhere it is, on each of the ways. */
static int weight(const struct event *event, int flags, int lines)
{
    if (event == NULL)
        return lines;
    int result = (int)event->pending;
    if (flags & EXITED)
        result += lines;
    if (flags & DEAD)
        result += 2 * lines;
    if (lines > 3)
        result++;
    return result;
}

int close_pipe(struct pane *pane)
{
    free(pane->event);
    pane->pipe = -1;
    return is_done(pane);                        // expect: CK4002 "pane"
}

int drop(struct pane *pane)
{
    free(pane->event);
    return weight(pane->event, pane->flags, pane->lines);  // expect: CK4002 "event"
}

int weigh_nothing(int lines)
{
    return weight(NULL, EXITED, lines);
}

static void open_pipe(struct pane *pane)
{
    pane->event = calloc(1, sizeof *pane->event);
    if (pane->event == NULL)
        exit(2);
    pane->pipe = 3;
}

int main(int argc, char **argv)
{
    struct pane pane = { -1, EXITED, argc, NULL };
    (void)argv;
    open_pipe(&pane);
    int result = close_pipe(&pane);
    open_pipe(&pane);
    result += drop(&pane);
    result += weigh_nothing(argc);
    puts(result > 1000 ? "many" : "few");
    return 0;
}
