// run: memory
/* Functions that threads of both kinds run: each is judged by the threads that lose there. */
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static atomic_int done;
static atomic_int words;

struct session {
    const char *greeting;
    int is_detached;
};

/* Both run it, and both lose: one finding, for the thread that nobody can ask. */
static void note_header(const char *text)
{
    char *copy = strdup(text);             // expect a: CK1001 "detached thread 'answer'"
    if (copy == NULL)
        return;
    if (copy[0] == '#')
        return;                            // flow a2: copy
    words++;
    free(copy);
}

/* What it hands out is its caller's to release. */
static char *first_word(const char *text)
{
    char *word = strdup(text);
    if (word != NULL)
        word[strcspn(word, " ")] = '\0';
    return word;
}

static void *answer(void *argument)
{
    char *word = first_word(argument);     // expect: CK1001 "word"
    if (word == NULL)
        return NULL;
    words += word[0] != '\0';
    note_header("#answer");
    done++;
    return NULL;
}

static void *count(void *argument)
{
    char *word = first_word(argument);     // expect: CK4001 "word"
    if (word == NULL)
        return NULL;
    words += word[0] != '\0';
    note_header("#count");
    done++;
    return NULL;
}

static void *measure(void *argument)
{
    char *word = first_word(argument);     // ok: CK1001, CK4001
    if (word != NULL)
        words += strlen(word) > 3;
    free(word);
    done++;
    return NULL;
}

/* One routine, run by a thread that detaches itself where it is told to, and by one that its creator waits for. */
static void *greet(void *argument)
{
    struct session *session = argument;
    if (session->is_detached)
        pthread_detach(pthread_self());    // flow d1: detaches itself
    char *line = strdup(session->greeting);// expect d: CK1001 "line"
    if (line == NULL)
        return NULL;
    words += line[0] == 'h';
    done++;
    return NULL;
}

/* The same without the thread that is detached: who waits could have asked for it. */
static void *farewell(void *argument)
{
    struct session *session = argument;
    if (session->is_detached)
        pthread_detach(pthread_self());
    char *line = strdup(session->greeting);                // expect: CK4001 "line"
    if (line == NULL)
        return NULL;
    words += line[0] == 'b';
    done++;
    return NULL;
}

static int start_detached(void *(*routine)(void *), void *argument)
{
    pthread_t thread;
    if (pthread_create(&thread, NULL, routine, argument) != 0)
        return -1;
    return pthread_detach(thread);
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
    static struct session loose = { "hello", 1 }, waited = { "hello", 0 }, last = { "bye", 0 };
    int failures = start_detached(answer, "GET /index");                   // flow a1: 'answer' created
    failures += run(count, "one two three");
    failures += start_detached(measure, "metre") + run(measure, "centimetre");
    pthread_t thread;
    failures += pthread_create(&thread, NULL, greet, &loose);              // ok: CK1002
    failures += run(greet, &waited);
    failures += run(farewell, &last);
    while (done < 7)
        usleep(1000);
    usleep(200000);
    return failures + words == 12345;
}
