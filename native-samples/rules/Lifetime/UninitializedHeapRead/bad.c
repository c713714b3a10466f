// run: memory
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct job {
    int id;
    int priority;
    struct job *next;
    char name[16];
};

/* A member that nobody set. */
int start(int id)
{
    struct job *job = malloc(sizeof *job);     // flow a1: allocated by 'malloc'
    if (job == NULL)
        return -1;
    job->id = id;
    job->priority = 0;
    if (job->next != NULL)                     // expect a: CK4006 "'job->next'" // flow a2: never written
        id++;
    free(job);
    return id;
}

/* Set on one way only. */
int schedule(int id, int urgent)
{
    struct job *job = malloc(sizeof *job);
    if (job == NULL)
        return -1;
    job->id = id;
    if (urgent)
        job->priority = 9;
    int result = 0;
    if (job->priority > 5)                     // expect: CK4006 "'job->priority'"
        result = job->id;
    free(job);
    return result;
}

/* Appended to a string that is none yet. */
char *greeting(const char *name)
{
    char *text = malloc(strlen(name) + 8);
    if (text == NULL)
        return NULL;
    strcat(text, "hello ");                    // expect: CK4006 "text"
    strcat(text, name);
    return text;
}

static void *need(size_t size)
{
    void *block = malloc(size);
    if (block == NULL)
        abort();
    return block;
}

static int is_urgent(const struct job *job)
{
    if (job->priority > 5)
        return 1;
    return 0;
}

/* The callee reads what the caller did not write. */
int ask(int id)
{
    struct job *job = need(sizeof *job);
    job->id = id;
    int urgent = is_urgent(job);               // expect b: CK4006 // flow b1: reads it // flow b2: never written
    free(job);
    return urgent;
}

/* The part that realloc added. */
int grow(void)
{
    int *values = malloc(4 * sizeof *values);
    if (values == NULL)
        return -1;
    values[0] = 1;
    values[3] = 1;
    int *grown = realloc(values, 64 * sizeof *values);
    if (grown == NULL) {
        free(values);
        return -1;
    }
    int sum = grown[0];
    if (grown[40] > 0)                         // expect: CK4006 "'grown[40]'"
        sum++;
    free(grown);
    return sum;
}

/* The first element of what is to be filled later. */
int largest(int n)
{
    int *values = malloc(n * sizeof *values);
    if (values == NULL)
        return -1;
    int most = 0;
    if (values[0] > most)                      // expect: CK4006 "'values[0]'"
        most = values[0];
    for (int i = 0; i < n; i++)
        values[i] = i;
    free(values);
    return most;
}

int main(void)
{
    start(1);
    schedule(2, 0);
    free(greeting("world"));
    ask(3);
    grow();
    largest(4);
    return 0;
}
