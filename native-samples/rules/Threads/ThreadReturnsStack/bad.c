// run: none a stack that is gone is no access of its own, and who looks at the result is another line
#include <alloca.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>

struct totals {
    long files;
    long bytes;
};

struct message {
    int code;
    char text[64];
};

/* A record on the stack. */
static void *count_files(void *argument)
{
    struct totals totals = { .files = (long)strlen(argument) };
    totals.bytes = totals.files * 4096;
    return &totals;                        // expect a: CK1006 "totals" // flow a1: returns the address
}

/* An array. */
static void *describe(void *argument)
{
    char text[32];
    snprintf(text, sizeof text, "worker %d", *(int *)argument);
    return text;                           // expect: CK1006 "text"
}

/* By pthread_exit. */
static void *measure(void *argument)
{
    double result = *(int *)argument * 0.5;
    if (result > 1)
        pthread_exit(&result);             // expect: CK1006 "result"
    return NULL;
}

/* A member of a record. */
static void *receive(void *argument)
{
    struct message message = { .code = *(int *)argument };
    if (message.code < 0)
        return NULL;
    strcpy(message.text, "received");
    return message.text;                   // expect: CK1006 "message"
}

/* Its own parameter. */
static void *echo(void *argument)
{
    return &argument;                      // expect: CK1006 "argument"
}

/* Memory of the stack without a name. */
static void *collect(void *argument)
{
    char *parts = alloca(64);
    strcpy(parts, argument);
    return parts;                          // expect: CK1006 "stack"
}

static int run(void *(*routine)(void *), void *argument)
{
    pthread_t thread;
    if (pthread_create(&thread, NULL, routine, argument) != 0)
        return -1;
    return pthread_join(thread, NULL);
}

int main(void)
{
    int number = 3;
    pthread_t thread;
    int failures = run(count_files, "/var/log") + run(describe, &number) + run(measure, &number) + run(receive, &number) + run(echo, NULL);
    if (pthread_create(&thread, NULL, collect, "a b c") == 0)
        pthread_join(thread, NULL);
    return failures != 0;
}
