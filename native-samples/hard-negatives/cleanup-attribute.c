// run: memory
/* Variables that clean up after themselves at the end of their scope. */
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

static void free_pointer(void *pointer)
{
    free(*(void **)pointer);
}

#define autofree __attribute__((cleanup(free_pointer)))

static inline void *steal(void *pointer)
{
    void *stolen = *(void **)pointer;
    *(void **)pointer = NULL;
    return stolen;
}

struct reader {
    char *line;
    char *word;
};

static void reader_clear(struct reader *reader)
{
    free(reader->line);
    free(reader->word);
}

/* An explicit return. */
static size_t length_of(const char *text)
{
    autofree char *copy = strdup(text);    // ok: CK4001
    if (copy == NULL)
        return 0;
    return strlen(copy);                   // ok: CK4001, CK4002
}

/* Several returns, several variables. */
static int compare(const char *left, const char *right)
{
    autofree char *first = strdup(left);   // ok: CK4001
    if (first == NULL)
        return -1;
    if (first[0] == '#')
        return 0;
    autofree char *second = strdup(right); // ok: CK4001
    if (second == NULL)
        return -1;
    return strcmp(first, second) == 0;
}

/* The end of a loop's body, by continue and by break. */
static int count_words(const char *const *words, int count)
{
    int long_words = 0;
    for (int i = 0; i < count; i++) {
        autofree char *copy = strdup(words[i]);            // ok: CK4001
        if (copy == NULL)
            break;
        if (strlen(copy) < 4)
            continue;
        long_words++;
    }
    return long_words;
}

/* A jump out of the scope. */
static int leave(const char *text)
{
    int rc = -1;
    {
        autofree char *copy = strdup(text);                // ok: CK4001
        if (copy == NULL || copy[0] == '\0')
            goto out;
        rc = copy[0];
    }
out:
    return rc;
}

/* Handed out: the variable lets go of what it returns. */
static char *doubled(const char *text)
{
    autofree char *result = malloc(2 * strlen(text) + 1);  // ok: CK4001
    if (result == NULL)
        return NULL;
    if (text[0] == '\0')
        return NULL;
    strcpy(result, text);
    strcat(result, text);
    return steal(&result);                 // ok: CK4002
}

/* A whole record. */
static int read_both(const char *text)
{
    __attribute__((cleanup(reader_clear))) struct reader reader = { NULL, NULL };
    reader.line = strdup(text);            // ok: CK4001
    if (reader.line == NULL)
        return -1;
    reader.word = strdup("word");          // ok: CK4001
    return reader.word == NULL ? -1 : 0;
}

/* Given another block, after the first was released by hand. */
static int replaced(const char *text)
{
    autofree char *copy = strdup(text);    // ok: CK4001
    free(copy);
    copy = strdup("other");                // ok: CK4001
    return copy == NULL ? -1 : copy[0];    // ok: CK4003
}

/* A cleanup that unlocks says nothing about the block beside it. */
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

static void unlock(pthread_mutex_t **held)
{
    pthread_mutex_unlock(*held);
}

static int locked(const char *text)
{
    pthread_mutex_lock(&lock);
    __attribute__((cleanup(unlock))) pthread_mutex_t *held = &lock;
    autofree char *copy = strdup(text);    // ok: CK4001
    return copy == NULL ? -1 : copy[0] + (held == NULL);
}

/* In a detached thread. */
static void *work(void *argument)
{
    autofree char *copy = strdup(argument);                // ok: CK1001
    if (copy == NULL || copy[0] == 't')
        return NULL;
    return argument;
}

static int start(char *text)
{
    pthread_t thread;
    if (pthread_create(&thread, NULL, work, text) != 0)
        return -1;
    return pthread_detach(thread);
}

int main(void)
{
    static const char *const words[] = { "one", "three", "four" };
    static char text[] = "text";
    int sum = (int)length_of(text) + compare("#", text) + compare(text, text);
    sum += count_words(words, 3) + leave("") + leave(text);
    char *result = doubled(text);
    free(result);
    result = doubled("");
    free(result);
    sum += read_both(text) + replaced(text) + locked(text) + start(text);
    if (sum == 12345)
        return 1;
    pthread_exit(NULL);
}
