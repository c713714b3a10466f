// run: none (nothing happens where the address is returned or left; who uses it later may stand anywhere)
#include <alloca.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct request {
    const char *path;
    struct request *next;
};

struct context {
    struct request *current;
    char *scratch;
};

static struct request *pending;
static const char *last_error;

/* The array ends here. */
const char *describe(int code)
{
    char text[32];
    snprintf(text, sizeof text, "error %d", code);
    const char *shown = text;
    return shown;                          // expect a: CK4008 "text" // flow a1: text
}

/* A place inside it. */
char *skip_spaces(const char *from)
{
    char copy[64];
    strncpy(copy, from, sizeof copy - 1);
    copy[sizeof copy - 1] = '\0';
    char *start = copy;
    if (*start == ' ')
        start++;
    return start;                          // expect: CK4008 "copy"
}

/* One of two paths. */
int *counter(int shared)
{
    static int common;
    int own = 0;
    int *count = &common;
    if (!shared)                           // flow b1: shared
        count = &own;
    return count;                          // expect b: CK4008 "own"
}

/* In a variable of the program. */
void submit(const char *path)
{
    struct request request = { .path = path, .next = NULL };
    pending = &request;                    // expect c: CK4008 "pending" // flow c1: pending
    if (path[0] != '/')
        return;
    pending = NULL;
}

/* In what the caller gave. */
void begin(struct context *context, const char *path)
{
    struct request request = { .path = path, .next = NULL };
    context->current = &request;           // expect: CK4008 "context->current"
}

/* A setter keeps it. */
static void set_error(const char *text)
{
    last_error = text;
}

int check(int code)
{
    char message[32];
    if (code == 0)
        return 0;
    snprintf(message, sizeof message, "code %d", code);
    set_error(message);                    // expect: CK4008 "message"
    return -1;
}

/* In a record that is returned. */
struct context context_make(void)
{
    char scratch[16];
    struct context context = { .current = NULL, .scratch = scratch };
    scratch[0] = '\0';
    return context;                        // expect: CK4008 "scratch"
}

/* alloca's memory ends, too. */
char *duplicate(const char *text)
{
    char *copy = alloca(strlen(text) + 1);
    strcpy(copy, text);
    return copy;                           // expect: CK4008 "stack"
}

/* A parameter is the function's own. */
int *address_of(int value)
{
    int *place = &value;
    return place;                          // expect: CK4008 "value"
}

int main(void)
{
    describe(1);
    skip_spaces(" a");
    counter(0);
    submit("a");
    struct context context;
    begin(&context, "/a");
    check(1);
    context = context_make();
    duplicate("text");
    address_of(1);
    return 0;
}
