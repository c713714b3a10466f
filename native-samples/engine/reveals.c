// run: memory
/* What is known of a value at a point: constants, ranges, null-ness, and the state of what it points to. */
#include "../cleak_sample.h"

#include <stdlib.h>
#include <string.h>

struct pair {
    int first;
    int second;
};

int constants(void)
{
    int sum = 3;
    sum += 4;
    CLEAK_REVEAL(sum);                     // reveal: 7
    sum = sum << 2 | 1;
    CLEAK_REVEAL(sum);                     // reveal: 29
    struct pair pair = { .second = 5 };
    CLEAK_REVEAL(pair.first);              // reveal: 0
    CLEAK_REVEAL(pair.second);             // reveal: 5
    struct pair copy = pair;
    copy.second++;
    CLEAK_REVEAL(copy.second);             // reveal: 6
    CLEAK_REVEAL(pair.second);             // reveal: 5
    return sum + copy.second;
}

int ranges(int number)
{
    CLEAK_REVEAL(number);                  // reveal: [-2147483648, 2147483647]
    if (number < 3)
        return 0;
    CLEAK_REVEAL(number);                  // reveal: [3, 2147483647]
    if (number > 8 || number == 5)
        return 1;
    CLEAK_REVEAL(number);                  // reveal: [3, 8] not 5
    if (number != 8)
        return 2;
    CLEAK_REVEAL(number);                  // reveal: 8
    return number;
}

int ownership(void)
{
    char *block = malloc(8);
    CLEAK_REVEAL(block);                   // reveal: heap live maybe-null
    if (block == NULL) {
        CLEAK_REVEAL(block);               // reveal: 0
        return -1;
    }
    CLEAK_REVEAL(block);                   // reveal: heap live non-null
    char *middle = block + 4;
    CLEAK_REVEAL(middle);                  // reveal: heap live non-null +4
    free(middle - 4);
    return 0;
}

int stored_tests(int number)
{
    int large = number > 10;
    if (!large)
        return 0;
    CLEAK_REVEAL(number);                  // reveal: [11, 2147483647]
    return 1;
}

int after_loop(unsigned turns)
{
    while (turns > 0)
        turns--;
    CLEAK_REVEAL(turns);                   // reveal: 0
    return (int)turns;
}

static int sign_of(int number)
{
    return number < 0 ? -1 : number > 0;
}

int through_calls(int number)
{
    if (sign_of(number) >= 0)
        return 0;
    CLEAK_REVEAL(number);                  // reveal: [-2147483648, -1]
    return 1;
}

int main(void)
{
    int sum = constants() + ownership() + after_loop(3) + stored_tests(3) + stored_tests(30);
    for (int i = 0; i < 10; i++)
        sum += ranges(i) + through_calls(i - 5);
    return sum == 12345;
}
