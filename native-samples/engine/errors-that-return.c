// run: memory
/* A handler that looks as if it threw and comes back: what was released before it is used after it. */
#include <stdlib.h>
#include <string.h>

struct state {
    int is_strict;
    int code;
};

static void note_error(struct state *state, int code);

static void count_down(struct state *state, int code)
{
    if (code > 0)
        note_error(state, code - 1);
}

static void note_error(struct state *state, int code)
{
    if (state->is_strict)
        abort();
    state->code = code;
    count_down(state, code);
}

int put_number(struct state *state, int number)
{
    char *text = malloc(8);
    if (text == NULL)
        return -1;
    text[0] = '0';
    if (number < 0) {
        free(text);
        note_error(state, 2);
    }
    int first = text[0];                                   // expect: CK4002 "text"
    if (number >= 0)
        free(text);
    return first;
}

int main(void)
{
    struct state state = { 0, 0 };
    return put_number(&state, 4) + put_number(&state, -1) == -1;
}
