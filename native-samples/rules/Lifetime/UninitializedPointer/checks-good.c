// run: memory
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int failures, loud;

static int is_loud(void) { return loud; }
static void note_failure(void) { failures++; }

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

/* Set before the first check that jumps to where they are released. */
void check_parts(const char *text)
{
    char *head = NULL, *tail = NULL;
    CHECK(strlen(text) > 2);
    head = strndup(text, 2);
    tail = strdup(text + 2);
    CHECK(head != NULL);
    CHECK(tail != NULL);
end:
    if (head) free(head);                      // ok: CK4007, CK4001
    if (tail) free(tail);                      // ok: CK4007, CK4001
}

/* Whether it was set is asked for where it is released. */
void check_name(const char *text)
{
    char *name;
    int named = text != NULL;
    if (!named || is_loud() > 1)
        printf("%s\n", named ? text : "nobody");
    if (named)
        name = strdup(text);
    if (!named || is_loud() > 1)
        printf("%s\n", named ? text : "still nobody");
    if (named)
        free(name);                            // ok: CK4007, CK4001
}

/* Two ways set it, the third one leaves before it is used. */
int check_kind(int kind, const char *text)
{
    char *copy;
    int known = 1;
    if (kind == 1)
        copy = strdup(text);
    else if (kind == 2)
        copy = strndup(text, 2);
    else
        known = 0;
    if (!known || is_loud() > 1)
        printf("kind %d\n", kind);
    if (!known) {
        note_failure();
        return -1;
    }
    int length = copy ? (int)strlen(copy) : 0;
    if (copy) free(copy);                      // ok: CK4007, CK4001
    return length;
}

/* The exit is shared by those behind the copies alone. */
void check_late(const char *text)
{
    char *copies[3];
    if (strlen(text) < 2) {
        note_failure();
        return;
    }
    for (int i = 0; i < 3; i++)
        copies[i] = strdup(text);
    CHECK(copies[0] != NULL);
    CHECK(strlen(text) < 9);
end:
    for (int i = 0; i < 3; i++)
        if (copies[i]) free(copies[i]);        // ok: CK4007, CK4001
}

int main(void)
{
    check_parts("whole");
    check_parts("");
    check_name("name");
    check_name(NULL);
    check_kind(1, "one");
    check_kind(2, "two");
    check_kind(3, "three");
    check_late("late");
    check_late("l");
    check_late("far too long");
    return failures == 4 ? 0 : 1;
}
