// run: memory
/* Loops: by for, while, do and goto, of one turn, few turns and many. */
#include <stdlib.h>
#include <string.h>

/* A leak behind a loop of a thousand turns. */
int behind_a_thousand(void)
{
    int sum = 0;
    char *block = malloc(8);               // expect a: CK4001
    for (int i = 0; i < 1000; i++)
        sum += i;
    if (sum > 0)
        return sum;                        // flow a1: block
    free(block);
    return 0;
}

/* A use after free behind a loop of a hundred thousand turns. */
int behind_many(void)
{
    int sum = 0;
    char *block = calloc(1, 8);
    if (block == NULL)
        return -1;
    free(block);
    for (int i = 0; i < 100000; i++)
        sum ^= i;
    return sum + block[0];                 // expect: CK4002
}

/* for: each turn releases what it allocated. */
int each_turn(int turns)
{
    for (int i = 0; i < turns; i++) {
        char *block = malloc(8);           // ok: CK4001
        free(block);
    }
    return turns;
}

/* for: a break comes before the release. */
int break_before(int turns)
{
    for (int i = 0; i < turns; i++) {
        char *block = malloc(8);           // expect b: CK4001
        if (block == NULL)
            return -1;
        if (i == 2)
            break;                         // flow b1: block
        free(block);
    }
    return turns;
}

/* while: a continue comes before the release. */
int continue_before(int turns)
{
    while (turns-- > 0) {
        char *block = malloc(8);           // expect: CK4001
        if (block == NULL)
            return -1;
        if (turns == 1)
            continue;
        free(block);
    }
    return turns;
}

/* do: the second turn releases again. */
int do_again(int turns)
{
    char *block = malloc(8);
    do {
        free(block);                       // expect: CK4003
    } while (--turns > 0);
    return turns;
}

/* do of one turn, as macros have it. */
int do_once(void)
{
    char *block = malloc(8);               // ok: CK4001
    do {
        free(block);                       // ok: CK4003
    } while (0);
    return 0;
}

/* goto: a loop that nobody called one. */
int goto_loop(int turns)
{
    char *block;
again:
    block = malloc(8);                     // expect: CK4001
    if (block == NULL)
        return -1;
    if (--turns > 0)
        goto again;
    free(block);
    return 0;
}

/* goto: the same, released before the jump. */
int goto_loop_ok(int turns)
{
    char *block;
again:
    block = malloc(8);                     // ok: CK4001
    if (--turns > 0) {
        free(block);
        goto again;
    }
    free(block);                           // ok: CK4003
    return 0;
}

/* The block of the turn before is released in the next, the last one behind the loop. */
int one_behind(int turns)
{
    char *previous = NULL;
    for (int i = 0; i < turns; i++) {
        char *block = malloc(8);           // ok: CK4001
        free(previous);                    // ok: CK4003
        previous = block;
    }
    free(previous);
    return turns;
}

/* The same, with the last one forgotten. */
int one_behind_forgets(int turns)
{
    char *previous = NULL;
    for (int i = 0; i < turns; i++) {
        char *block = malloc(8);           // expect: CK4001
        free(previous);
        previous = block;
    }
    return turns;
}

/* The loop runs until it fails: nothing is held when it ends. */
static int next_line(int *left, char **line)
{
    *line = *left > 0 ? malloc(8) : NULL;
    return *line == NULL ? 0 : (*left)--;
}

int until_done(int lines)
{
    char *line;
    int count = 0;
    while (next_line(&lines, &line)) {     // ok: CK4001
        count++;
        free(line);
    }
    return count;
}

/* A retry that gives up after some attempts. */
int retry(int failures)
{
    char *block = NULL;
    for (int attempt = 0; attempt < 5; attempt++) {
        block = malloc(8);                 // ok: CK4001
        if (block == NULL)
            continue;
        if (attempt >= failures)
            break;
        free(block);
        block = NULL;
    }
    if (block == NULL)
        return -1;
    free(block);                           // ok: CK4003
    return 0;
}

/* Nested: the inner one leaves both. */
int nested(const char *text, int rows)
{
    for (int row = 0; row < rows; row++) {
        char *line = strdup(text);         // expect: CK4001
        if (line == NULL)
            return -1;
        for (char *at = line; *at != '\0'; at++)
            if (*at == ':')
                return row;
        free(line);
    }
    return rows;
}

/* A flag ends the loop, and tells what it left. */
int flagged(int turns)
{
    int found = 0;
    char *block = NULL;
    for (int i = 0; i < turns && !found; i++) {
        block = malloc(8);                 // ok: CK4001
        if (block != NULL && i == 1)
            found = 1;
        else
            free(block);
    }
    if (found)
        free(block);                       // ok: CK4003
    return found;
}

/* A loop without an end gives back in each turn. */
int endless(int turns)
{
    for (;;) {
        char *block = malloc(8);           // ok: CK4001
        if (turns-- == 0) {
            free(block);
            return 0;
        }
        free(block);
    }
}

int main(void)
{
    int sum = behind_a_thousand() + behind_many() + each_turn(3) + break_before(2) + break_before(5);
    sum += continue_before(3) + do_again(2) + do_once() + goto_loop(3) + goto_loop_ok(3);
    sum += one_behind(3) + one_behind_forgets(3) + until_done(3) + retry(2) + retry(9);
    sum += nested("a:b", 2) + nested("ab", 2) + flagged(1) + flagged(5) + endless(2);
    return sum == 12345;
}
