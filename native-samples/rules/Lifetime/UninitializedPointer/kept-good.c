// run: memory
#include <stdlib.h>
#include <string.h>

struct request {
    char *answer;
    struct request *next;
};

static struct request *waiting;

/* Whoever finds the record in the list sets its answer. */
static void serve_all(void)
{
    for (struct request *request = waiting; request != NULL; request = request->next)
        request->answer = strdup("yes");
    waiting = NULL;
}

static int is_idle;

/* Kept before the jump: the answer is set where it is not seen. */
int ask(const char *question)
{
    struct request request;
    int result = -1;
    request.next = waiting;
    waiting = &request;
    serve_all();
    if (question == NULL)
        goto out;
    free(request.answer);
    request.answer = strdup(question);
    result = 0;
out:
    if (request.answer) free(request.answer);  // ok: CK4007
    return result;
}

/* Kept behind the jump, but on the way to where it is released. */
int ask_later(const char *question)
{
    struct request request;
    int result = -1;
    if (question == NULL)
        goto out;
    request.answer = strdup(question);
    result = 0;
    goto done;
out:
    request.next = waiting;
    waiting = &request;
    serve_all();
done:
    if (request.answer) free(request.answer);  // ok: CK4007
    return result;
}

/* Each turn keeps it before it may leave the loop. */
int ask_often(int times)
{
    struct request request;
    request.next = NULL;
    for (int i = 0; ; i++) {
        waiting = &request;
        serve_all();
        if (is_idle || i >= times)
            break;
        free(request.answer);
        request.answer = NULL;
    }
    if (request.answer) free(request.answer);  // ok: CK4007
    return times;
}

int main(void)
{
    ask("what");
    ask(NULL);
    ask_later("when");
    ask_later(NULL);
    ask_often(0);
    return ask_often(2) == 2 ? 0 : 1;
}
