// run: threads
#include <pthread.h>
#include <stdio.h>

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

static void *work(void *argument)
{
    return argument;
}

/* The exit joins what was started. */
void check_work(int *state)
{
    pthread_t thread;
    int started = 0;
    CHECK(*state > 0);
    started = pthread_create(&thread, NULL, work, state) == 0;     // ok: CK1002
    CHECK(started);
    CHECK(*state < 270);
end:
    if (started)
        pthread_join(thread, NULL);
}

/* Joined before the first check. */
void check_result(int *state)
{
    pthread_t thread;
    if (pthread_create(&thread, NULL, work, state) != 0)           // ok: CK1002
        return;
    pthread_join(thread, NULL);
    CHECK(*state < 270);
    CHECK(*state == 1);
end:
    ;
}

/* Whether there is a thread is asked for twice, in the same words. */
void check_wanted(int wanted, int *state)
{
    pthread_t thread;
    if (wanted && pthread_create(&thread, NULL, work, state) != 0) // ok: CK1002
        wanted = 0;
    if (!wanted || is_loud() > 1)
        printf("%s\n", wanted ? "started" : "not started");
    if (*state > 270)
        note_failure();
    if (!wanted || is_loud() > 1)
        printf("%s\n", wanted ? "joining" : "nothing to join");
    if (wanted)
        pthread_join(thread, NULL);
}

int main(void)
{
    int state = 1;
    check_work(&state);
    check_result(&state);
    check_wanted(1, &state);
    check_wanted(0, &state);
    state = 300;
    check_work(&state);
    check_result(&state);
    check_wanted(1, &state);
    return failures == 3 ? 0 : 1;
}
