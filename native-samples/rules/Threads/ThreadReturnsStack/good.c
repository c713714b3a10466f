// run: memory
#include <pthread.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

struct work {
    const char *path;
    struct totals {
        long files;
        long bytes;
    } totals;
};

/* The creator's place for the result. */
static void *count_files(void *argument)
{
    struct work *work = argument;
    work->totals.files = (long)strlen(work->path);
    return &work->totals;                  // ok: CK1006
}

/* The joiner frees it. */
static void *copy_path(void *argument)
{
    return strdup(argument);               // ok: CK1006
}

/* The value itself. */
static void *length(void *argument)
{
    size_t characters = strlen(argument);
    return (void *)(uintptr_t)characters;  // ok: CK1006
}

/* Static memory is no stack. */
static void *state(void *argument)
{
    static int calls;
    calls += argument != NULL;
    pthread_exit(&calls);                  // ok: CK1006
}

static void *last_error(void *argument)
{
    static const char *const names[] = { "none", "timeout" };
    return (void *)names[*(int *)argument & 1];                // ok: CK1006
}

/* What is returned was read from the local, and is no address of it. */
static void *first_of(void *argument)
{
    char *parts[2] = { argument, NULL };
    return parts[0];                       // ok: CK1006, CK4008
}

static void *run(void *(*routine)(void *), void *argument)
{
    pthread_t thread;
    void *result = NULL;
    if (pthread_create(&thread, NULL, routine, argument) == 0)
        pthread_join(thread, &result);
    return result;
}

int main(void)
{
    struct work work = { .path = "/tmp" };
    int number = 1;
    char word[] = "word";
    struct totals *totals = run(count_files, &work);
    char *copy = run(copy_path, word);
    int failures = totals == NULL || totals->files != 4 || copy == NULL || strcmp(copy, word) != 0;
    free(copy);
    failures += (uintptr_t)run(length, word) != 4;
    failures += run(state, word) == NULL || run(last_error, &number) == NULL || run(first_of, word) != word;
    return failures;
}
