// run: memory
/* A constructor that sets more fields than are worth telling a caller one by one: the blocks among them are still the record's. */
#include <stdlib.h>

#define EIGHT(n) long a##n, b##n, c##n, d##n, e##n, f##n, g##n, h##n;
#define RESET(n) session->a##n = session->b##n = session->c##n = session->d##n = -1; \
                 session->e##n = session->f##n = session->g##n = session->h##n = -1;

struct session {
    EIGHT(0) EIGHT(1) EIGHT(2) EIGHT(3) EIGHT(4) EIGHT(5) EIGHT(6) EIGHT(7) EIGHT(8) EIGHT(9)
    char *input;
    char *output;
};

static struct session *open_session(size_t size)
{
    struct session *session = malloc(sizeof *session);     // ok: CK4001
    if (session == NULL)
        abort();
    RESET(0) RESET(1) RESET(2) RESET(3) RESET(4) RESET(5) RESET(6) RESET(7) RESET(8) RESET(9)
    session->input = malloc(size);                         // ok: CK4001
    session->output = malloc(size);                        // ok: CK4001
    if (session->input == NULL || session->output == NULL)
        abort();
    return session;
}

static void close_session(struct session *session)
{
    free(session->input);
    free(session->output);
    free(session);
}

int main(int argc, char **argv)
{
    struct session *session = open_session(16 + (size_t)argc);   // ok: CK4001
    session->input[0] = argv[0][0];
    int wrong = session->a0 != -1 || session->h9 != -1 || session->input[0] != argv[0][0];
    close_session(session);
    return wrong;
}
