// run: memory
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int failures, loud;

static int is_loud(void) { return loud; }
static void note_failure(void) { failures++; }

/* What lies on the stack before each trial: nothing that could be released. */
__attribute__((noinline)) static void clear_stack(void)
{
    register char **frame = (char **)__builtin_frame_address(0);
    for (register int i = 1; i < 14; i++)
        frame[-i] = NULL;
}

/* A check that says how it went, then jumps to the end where it failed: the answer is asked for twice. */
#define CHECK(what) \
    do { \
        int passed = (what) != 0; \
        if (!passed || is_loud() > 1) \
            printf("%s: %s\n", passed ? "ok" : "FAIL", #what); \
        if (!passed) { \
            note_failure(); \
            goto end; \
        } \
    } while (0)

/* The way out releases what the first check leaves unset. */
void check_parts(const char *text)
{
    char *head, *tail;
    CHECK(strlen(text) > 2);                   // flow a1: false
    head = strndup(text, 2);
    tail = strdup(text + 2);
    CHECK(head != NULL);
    CHECK(tail != NULL);
    CHECK(strlen(tail) < 4);
end:
    if (head) free(head);                      // expect a: CK4007 "'head'" // flow a2: never set
    if (tail) free(tail);                      // expect: CK4007 "'tail'"
}

/* Other things stand before it on the way out; whether they are there says nothing of the pointer. */
struct link {
    int port;
};

static struct link *link_open(int port)
{
    struct link *link = port > 0 ? malloc(sizeof *link) : NULL;
    if (link != NULL)
        link->port = port;
    return link;
}

void check_links(int first, int second)
{
    struct link *in = NULL, *out = NULL;
    char *names[3];
    in = link_open(first);
    CHECK(in != NULL);
    out = link_open(second);
    CHECK(out != NULL);
    CHECK(in->port != out->port);
    for (int i = 0; i < 3; i++)
        names[i] = strdup("link");
    CHECK(names[0] != NULL);
    CHECK(in->port + 1 == out->port);
end:
    if (in != NULL)
        free(in);
    if (out != NULL)
        free(out);
    for (int i = 0; i < 3; i++)
        if (names[i]) free(names[i]);          // expect: CK4007 "'names[0]'"
}

int main(void)
{
    check_parts("whole");
    check_links(7, 8);
    clear_stack();
    check_parts("");
    clear_stack();
    check_links(7, 0);
    return failures == 2 ? 0 : 1;
}
