/* Put before a generated program (-include) when it is compiled to be run: its allocations go to trial.c, which makes them fail
   when told to, remembers where they came from, and looks after each run for what nothing reaches any more. */
#ifndef CLEAK_TRUTH_TRIAL_H
#define CLEAK_TRUTH_TRIAL_H

#include <stdlib.h>
#include <string.h>

#define TRIAL_ROOTS 4

/* One generated program: its function, and the variables that outlive its run. */
struct trial {
    int number;
    int (*run)(int a, int b, int c);
    void *roots[TRIAL_ROOTS];
};

extern const struct trial trials[];
extern const int trial_count;

void *trial_malloc(size_t size);
void *trial_calloc(size_t count, size_t size);
void *trial_realloc(void *block, size_t size);
char *trial_strdup(const char *text);
void trial_free(void *block);

#ifndef CLEAK_TRIAL_ITSELF
#undef strdup
#define malloc trial_malloc
#define calloc trial_calloc
#define realloc trial_realloc
#define strdup trial_strdup
#define free trial_free
#endif

#endif
