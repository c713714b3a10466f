// run: memory
#include <stdlib.h>
#include <string.h>

/* What lies on the stack before each trial: nothing that could be released. */
__attribute__((noinline)) static void clear_stack(void)
{
    register char **frame = (char **)__builtin_frame_address(0);
    for (register int i = 1; i < 14; i++)
        frame[-i] = NULL;
}

struct request {
    char *answer;
    int size;
};

struct item {
    struct request *request;
};

static void serve(struct item *item)
{
    item->request->size = item->request->answer != NULL;
}

/* The record's address is kept in a block only behind the jump that passes its setting by. */
int ask(const char *question)
{
    struct request request;
    struct item *item;
    int result = -1;
    if (question == NULL)                      // flow a1: 'question == NULL' is true
        goto out;
    request.answer = strdup(question);
    item = malloc(sizeof *item);
    if (item != NULL) {
        item->request = &request;
        serve(item);
        free(item);
    }
    result = 0;
out:
    if (request.answer) free(request.answer);  // expect a: CK4007 "'request.answer'" // flow a2: never set
    return result;
}

/* The same, kept in a variable of the program. */
static struct request *current;

int ask_later(const char *question)
{
    struct request request;
    int result = -1;
    if (question == NULL)
        goto out;
    request.answer = strdup(question);
    current = &request;
    result = current->answer != NULL;
    current = NULL;
out:
    if (request.answer) free(request.answer);  // expect: CK4007 "'request.answer'"
    return result;
}

int main(void)
{
    ask("what");
    ask_later("when");
    clear_stack();
    ask(NULL);
    clear_stack();
    return ask_later(NULL) == -1 ? 0 : 1;
}
