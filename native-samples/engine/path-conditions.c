// run: memory
/* What is known on a path decides what can happen on it: each right function has a wrong twin. */
#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>

#define VERBOSE 0x1u
#define QUIET 0x2u

/* Equality with a constant. */
int equal_ok(int kind)
{
    char *block = kind == 3 ? malloc(8) : NULL;            // ok: CK4001
    if (kind != 3)
        return 0;
    free(block);
    return 1;
}

int equal_bad(int kind)
{
    char *block = kind == 3 ? malloc(8) : NULL;            // expect: CK4001
    if (kind != 4)
        return 0;
    free(block);
    return 1;
}

/* An interval. */
int interval_ok(int number)
{
    char *block = NULL;
    if (number > 0 && number < 10)
        block = malloc(8);                 // ok: CK4001
    if (number <= 0 || number >= 10)
        return -1;
    free(block);
    return 0;
}

int interval_bad(int number)
{
    char *block = NULL;
    if (number > 0 && number < 10)
        block = malloc(8);                 // expect: CK4001
    if (number <= 0 || number > 8)
        return -1;
    free(block);
    return 0;
}

/* One variable against another. */
int order_ok(size_t used, size_t size)
{
    char *block = used < size ? malloc(8) : NULL;          // ok: CK4001
    if (used >= size)
        return 0;
    free(block);
    return 1;
}

int order_bad(size_t used, size_t size)
{
    char *block = used <= size ? malloc(8) : NULL;         // expect: CK4001
    if (used >= size)
        return 0;
    free(block);
    return 1;
}

/* One variable is the other plus one. */
int offset_ok(int number)
{
    int next = number + 1;
    char *block = number == 5 ? malloc(8) : NULL;          // ok: CK4001
    if (next == 6)
        free(block);
    return next;
}

int offset_bad(int number)
{
    int next = number + 1;
    char *block = number == 5 ? malloc(8) : NULL;          // expect: CK4001
    if (next == 5)
        free(block);
    return next;
}

/* A mask. */
int mask_ok(unsigned flags)
{
    char *log = flags & VERBOSE ? malloc(8) : NULL;        // ok: CK4001
    if ((flags & VERBOSE) == 0)
        return 0;
    free(log);
    return 1;
}

int mask_bad(unsigned flags)
{
    char *log = flags & VERBOSE ? malloc(8) : NULL;        // expect: CK4001
    if (flags & QUIET)
        return 0;
    free(log);
    return 1;
}

/* A comparison's result in a variable, negated. */
int stored_ok(const char *text)
{
    int empty = text[0] == '\0';
    char *copy = empty ? NULL : strdup(text);              // ok: CK4001
    if (!empty)
        free(copy);
    return empty;
}

int stored_bad(const char *text)
{
    int empty = text[0] == '\0';
    char *copy = empty ? NULL : strdup(text);              // expect: CK4001
    if (empty)
        free(copy);
    return empty;
}

/* The same expression, twice. */
int same_length_ok(const char *text)
{
    char small[8];
    char *place = strlen(text) < sizeof small ? small : malloc(strlen(text) + 1);          // ok: CK4001
    if (place == NULL)
        return -1;
    strcpy(place, text);
    int first = place[0];
    if (strlen(text) >= sizeof small)
        free(place);
    return first;
}

/* A flag that was set on the way. */
int flag_ok(int kind)
{
    int owned = 0;
    char literal[] = "literal";
    char *text = literal;
    if (kind == 1) {
        text = strdup("copy");             // ok: CK4001
        if (text == NULL)
            return -1;
        owned = 1;
    }
    int first = text[0];
    if (owned)
        free(text);
    return first;
}

int flag_bad(int kind)
{
    int owned = 0;
    char literal[] = "literal";
    char *text = literal;
    if (kind == 1) {
        text = strdup("copy");             // expect: CK4001
        if (text == NULL)
            return -1;
        owned = text[0] == 'x';
    }
    int first = text[0];
    if (owned)
        free(text);
    return first;
}

/* A return code with several values. */
static int prepare(int kind, char **text)
{
    *text = NULL;
    switch (kind) {
    case 0:
        return 0;
    case 1:
        *text = malloc(8);
        return *text == NULL ? -ENOMEM : 1;
    default:
        return -EINVAL;
    }
}

int code_ok(int kind)
{
    char *text;
    int rc = prepare(kind, &text);         // ok: CK4001
    if (rc < 0)
        return rc;
    if (rc == 1)
        free(text);
    return 0;
}

int code_bad(int kind)
{
    char *text;
    int rc = prepare(kind, &text);         // expect: CK4001
    if (rc < 0)
        return rc;
    if (rc == 2)
        free(text);
    return 0;
}

/* A pointer's null-ness as the answer. */
int null_ok(int wanted)
{
    char *block = wanted ? malloc(8) : NULL;               // ok: CK4001
    int have = block != NULL;
    int rc = 0;
    if (have)
        rc = 1;
    if (rc == 1)
        free(block);
    return rc;
}

/* Ends of the number line. */
int limits_ok(int number)
{
    char *block = number == INT_MAX ? malloc(8) : NULL;    // ok: CK4001
    if (number < INT_MAX)
        return 0;
    free(block);
    return 1;
}

/* Unsigned numbers are never below zero. */
int unsigned_ok(unsigned number)
{
    char *block = malloc(8);               // ok: CK4001
    if (number + 0u < 1u) {
        free(block);
        return 0;
    }
    if (number == 0)
        return -1;
    free(block);
    return 1;
}

int main(void)
{
    int sum = 0;
    for (int i = -1; i < 12; i++) {
        sum += equal_ok(i) + equal_bad(i) + interval_ok(i) + interval_bad(i);
        sum += offset_ok(i) + offset_bad(i) + code_ok(i) + code_bad(i);
    }
    for (unsigned flags = 0; flags < 4; flags++)
        sum += mask_ok(flags) + mask_bad(flags) + unsigned_ok(flags);
    sum += order_ok(1, 2) + order_ok(2, 2) + order_bad(1, 2) + order_bad(2, 2);
    sum += stored_ok("") + stored_ok("text") + stored_bad("") + stored_bad("text");
    sum += same_length_ok("short") + same_length_ok("a longer text");
    sum += flag_ok(0) + flag_ok(1) + flag_bad(0) + flag_bad(1);
    sum += null_ok(0) + null_ok(1) + limits_ok(3) + limits_ok(INT_MAX);
    return sum == 12345;
}
