// run: memory
/* An error that is thrown never comes back, though the thrower cleans up with functions that may throw themselves. */
#include <setjmp.h>
#include <stdlib.h>
#include <string.h>

struct state {
    jmp_buf *handler;
    char *stack;
    size_t size;
    int code;
};

struct buffer {
    char *bytes;
    size_t size;
    size_t used;
    int is_own;
};

static void throw_error(struct state *state, int code);

static void raise_code(struct state *state, int code)
{
    if (state->code == 0)
        state->code = code;
    throw_error(state, code);
}

static void shrink(struct state *state, size_t size)
{
    char *stack = realloc(state->stack, size);
    if (stack == NULL)
        raise_code(state, 3);
    state->stack = stack;
    state->size = size;
}

static void throw_error(struct state *state, int code)
{
    if (state->handler == NULL)
        exit(code);
    if (state->size > 64)
        shrink(state, 64);
    state->code = code;
    longjmp(*state->handler, code);
}

static void buffer_release(struct buffer *buffer)
{
    free(buffer->bytes);
    buffer->bytes = NULL;
    if (buffer->is_own)
        free(buffer);
}

static void refuse(struct state *state, struct buffer *buffer, int keep)
{
    if (!keep)
        buffer_release(buffer);
    raise_code(state, 2);
}

static void reserve(struct buffer *buffer, size_t size)
{
    if (buffer->size - buffer->used < size) {
        buffer->size = buffer->used + size;
        buffer->bytes = realloc(buffer->bytes, buffer->size);
        if (buffer->bytes == NULL)
            exit(1);
    }
}

void put_number(struct state *state, struct buffer *buffer, int number, int keep)
{
    if (number < 0)
        refuse(state, buffer, keep);
    reserve(buffer, 8);                                    // ok: CK4001, CK4002
    buffer->bytes[buffer->used++] = (char)('0' + number % 10);
}

int main(void)
{
    jmp_buf handler;
    struct state state = { &handler, malloc(128), 128, 0 };
    struct buffer *volatile buffer = calloc(1, sizeof *buffer);
    if (state.stack == NULL || buffer == NULL)
        return 1;
    buffer->is_own = 1;
    if (setjmp(handler) == 0) {
        put_number(&state, buffer, 4, 0);
        put_number(&state, buffer, -1, 0);
    }
    free(state.stack);
    return state.code != 2;
}
