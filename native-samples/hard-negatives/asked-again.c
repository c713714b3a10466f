// run: memory
/* A library function that depends on its arguments alone says the same when it is asked again. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* The standard streams are not closed: what they are called is asked twice. */
static int count_lines(const char *given)
{
    char *name = strdup(given);
    if (name == NULL)
        return -1;
    FILE *file = strcmp(name, "none") == 0 ? NULL : fopen(name, "r");      // ok: CK5002
    int lines = 0;
    for (int c; file != NULL && (c = getc(file)) != EOF;)
        lines += c == '\n';
    if (strcmp(name, "none") != 0 && file != NULL)
        fclose(file);
    free(name);
    return lines;
}

struct rule {
    char kind[8];
    char *text;
};

/* The kind says who owns the text. */
static int apply(struct rule *rule, const char *word)
{
    char *text = rule->text;
    if (strncasecmp(rule->kind, "copy", 4) == 0) {
        text = strdup(word);                               // ok: CK4001
        if (text == NULL)
            return -1;
    }
    int length = (int)strlen(text);
    if (strncasecmp(rule->kind, "copy", 4) == 0)
        free(text);
    return length;
}

/* The descriptor below a stream is the same number each time: who writes it there finds it there. */
static int owners[64];

static FILE *opened(const char *name, int owner)
{
    FILE *file = fopen(name, "r");                         // ok: CK5002
    if (file == NULL)
        return NULL;
    owners[fileno(file)] = owner > 0 ? owner : 1;
    return file;
}

static int closed(FILE *file)
{
    int number;
    if (owners[number = fileno(file)] == 0)
        return -1;
    owners[number] = 0;
    return fclose(file);
}

static int looked_at(const char *name, int owner)
{
    FILE *file = opened(name, owner);
    if (file == NULL)
        return -1;
    int first = getc(file);
    closed(file);
    return first;
}

int main(void)
{
    struct rule copy = { "Copy", NULL }, given = { "given", "text" };
    int sum = count_lines("none") + count_lines("/dev/null");
    sum += apply(&copy, "word") + apply(&given, "word");
    sum += looked_at("/dev/null", 7);
    return sum == 1000;
}
