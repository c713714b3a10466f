// run: threads
#include <pthread.h>
#include <stdio.h>

static int failures, loud;

static int is_loud(void) { return loud; }
static void note_failure(void) { failures++; }

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

static void *work(void *argument)
{
    return argument;
}

/* The check jumps over the join. */
void check_work(int *state)
{
    pthread_t thread;
    if (pthread_create(&thread, NULL, work, state) != 0)   // expect a: CK1002 "work"
        return;
    CHECK(*state < 270);                       // flow a1: 'passed' is false
    pthread_join(thread, NULL);
    CHECK(*state == 1);
end:
    ;
}

/* The first of two is joined behind the check that fails. */
void check_pair(int *state)
{
    pthread_t first, second;
    int started = 0;
    if (pthread_create(&first, NULL, work, state) != 0)    // expect: CK1002 "first"
        return;
    if (pthread_create(&second, NULL, work, state) != 0) {
        pthread_join(first, NULL);
        return;
    }
    started = 1;
    CHECK(*state < 270);
    pthread_join(first, NULL);
end:
    if (started)
        pthread_join(second, NULL);
}

int main(void)
{
    int state = 1;
    check_work(&state);
    check_pair(&state);
    state = 300;
    check_work(&state);
    check_pair(&state);
    return failures == 2 ? 0 : 1;
}
