// run: memory
/* Paths that part and meet again: by if, switch, goto, conditional operator and short circuit. */
#include <stdlib.h>
#include <string.h>

/* if: one side releases. */
int if_one_side(int keep)
{
    char *block = malloc(8);               // expect a: CK4001
    if (block == NULL)
        return -1;
    if (!keep)
        free(block);
    return keep;                           // flow a1: block
}

/* if: both sides release. */
int if_both_sides(int keep)
{
    char *block = malloc(8);               // ok: CK4001
    if (keep)
        free(block);
    else
        free(block);                       // ok: CK4003
    return keep;
}

/* if: the state differs at the meeting point, and the use asks. */
int if_then_test(int fill)
{
    char *block = NULL;
    if (fill)
        block = malloc(8);                 // ok: CK4001
    if (block != NULL)
        free(block);
    return fill;
}

/* if: the wrong question. */
int if_wrong_question(int fill, int drain)
{
    char *block = NULL;
    if (fill)
        block = malloc(8);                 // expect: CK4001
    if (drain)
        free(block);
    return fill + drain;
}

/* else if: the middle one forgets. */
int else_if(int kind)
{
    char *block = malloc(8);               // expect b: CK4001
    if (block == NULL)
        return -1;
    if (kind == 0) {
        free(block);
    } else if (kind == 1) {                // flow b1: kind
        block[0] = 'b';
    } else {
        free(block);
    }
    return kind;
}

/* switch: falling through releases twice. */
int switch_falls_through(int kind)
{
    char *block = malloc(8);
    if (block == NULL)
        return -1;
    switch (kind) {
    case 0:
        free(block);
        __attribute__((fallthrough));
    case 1:
        free(block);                       // expect c: CK4003
        break;
    default:
        free(block);
        break;
    }
    return kind;
}

/* switch: no default, and the value may be none of them. */
int switch_without_default(int kind)
{
    char *block = malloc(8);               // expect: CK4001
    switch (kind) {
    case 0:
    case 1:
        free(block);
        break;
    case 2 ... 5:
        free(block);
        return 2;
    }
    return kind;
}

/* switch: over values that the type does not have beside them. */
int switch_is_complete(unsigned kind)
{
    char *block = malloc(8);               // ok: CK4001
    switch (kind & 1u) {
    case 0:
        free(block);
        break;
    case 1:
        free(block);
        break;
    }
    return (int)kind;
}

/* goto: two ways to one label. */
int goto_one_label(int early)
{
    int rc = -1;
    char *block = malloc(8);
    if (block == NULL)
        return -1;
    if (early) {
        free(block);
        goto out;
    }
    rc = 0;
out:
    free(block);                           // expect d: CK4003
    return rc;
}

/* goto: forward over the release. */
int goto_over_release(int skip)
{
    char *block = malloc(8);               // expect: CK4001
    if (skip)
        goto after;
    free(block);
after:
    return skip;
}

/* goto: computed. */
int goto_computed(int target)
{
    static void *const targets[] = { &&release, &&keep };
    char *block = malloc(8);               // expect: CK4001
    goto *targets[target];
release:
    free(block);
    return 0;
keep:
    return 1;
}

/* The conditional operator: one of two blocks is lost. */
int conditional_operator(int first)
{
    char *left = malloc(4);                // expect: CK4001
    char *right = malloc(8);               // expect: CK4001
    char *chosen = first ? left : right;
    free(chosen);
    return first;
}

/* The conditional operator: each block under its condition. */
int conditional_ok(int first)
{
    char *left = first ? malloc(4) : NULL; // ok: CK4001
    char *right = first ? NULL : malloc(8);                // ok: CK4001
    free(first ? left : right);
    return first;
}

/* Short circuit: the second operand allocates only behind the first. */
int short_circuit(int wanted)
{
    char *block = NULL;
    if (wanted && (block = calloc(1, 8)) == NULL)             // ok: CK4001
        return -1;
    if (wanted && block[0] == '\0')
        block[0] = 'x';
    free(block);
    return wanted;
}

/* Short circuit: the release is skipped. */
int short_circuit_skips(int allowed)
{
    char *block = malloc(8);               // expect: CK4001
    if (block == NULL)
        return -1;
    int done = allowed && (free(block), 1);
    return done;
}

/* GNU's short conditional operator. */
int or_else(char *given)
{
    char *block = given ?: malloc(8);      // ok: CK4001
    if (block == NULL)
        return -1;
    block[0] = 'x';
    if (block != given)
        free(block);
    return 0;
}

/* Two questions that exclude each other. */
int excluded(int number)
{
    char *block = NULL;
    if (number > 10)
        block = malloc(8);                 // ok: CK4001
    if (number < 5)
        return number;
    free(block);
    return 0;
}

/* Two questions that overlap by one value. */
int overlapping(int number)
{
    char *block = NULL;
    if (number >= 10)
        block = malloc(8);                 // expect: CK4001
    if (number <= 10)
        return number;
    free(block);
    return 0;
}

int main(void)
{
    char given[8];
    int sum = if_one_side(0) + if_one_side(1) + if_both_sides(0) + if_both_sides(1);
    sum += if_then_test(0) + if_then_test(1) + if_wrong_question(1, 0) + if_wrong_question(0, 1);
    sum += else_if(0) + else_if(1) + else_if(2);
    sum += switch_falls_through(0) + switch_falls_through(1) + switch_falls_through(2);
    sum += switch_without_default(0) + switch_without_default(3) + switch_without_default(9);
    sum += switch_is_complete(2) + switch_is_complete(3);
    sum += goto_one_label(0) + goto_one_label(1) + goto_over_release(0) + goto_over_release(1);
    sum += goto_computed(0) + goto_computed(1);
    sum += conditional_operator(0) + conditional_operator(1) + conditional_ok(0) + conditional_ok(1);
    memset(given, 0, sizeof given);
    sum += short_circuit(0) + short_circuit(1) + short_circuit_skips(0) + short_circuit_skips(1);
    sum += or_else(given) + or_else(NULL) + excluded(3) + excluded(20) + overlapping(10) + overlapping(11);
    return sum == 12345;
}
