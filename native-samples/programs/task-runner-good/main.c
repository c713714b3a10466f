// run: race
#include "runner.h"

int main(void)
{
    struct runner runner;
    int failures = runner_start(&runner, 90) != MAX_RUNNERS;
    long sum = runner_finish(&runner);
    return failures + (sum < 0) + (count_shards() < 0);
}
