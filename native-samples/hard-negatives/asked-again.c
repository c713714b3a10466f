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

/* What goes between says nothing of the name; states have merged by then. */
static int lines_of(const char *given, int wants_words)
{
    char *name = strdup(given), *line = NULL;
    size_t size = 0;
    int lines = 0, marked = 0;
    FILE *file;
    if (name == NULL)
        return -1;
    if (strcmp(name, "-") == 0) {
        file = stdin;
        free(name);
        name = strdup("(standard input)");
        if (name == NULL)
            abort();
    } else if ((file = fopen(name, "r")) == NULL)          // ok: CK5002
        abort();
    printf("reading %s\n", name);
    while (getline(&line, &size, file) != -1) {
        char *at = line + strspn(line, " \t");
        for (int i = 0; at[i] != '\0'; i++) {
            if (at[i] == '#' || at[i] == '\n') {
                at[i] = '\0';
                break;
            }
            if (at[i] == ' ' && wants_words)
                marked++;
        }
        if (*at == '\0')
            continue;
        if (strncasecmp(at, "id:", 3) == 0)
            marked += 2;
        else if (strncasecmp(at, "key:", 4) == 0)
            marked += 3;
        lines++;
    }
    if (strcmp(name, "-") != 0)
        fclose(file);
    free(line);
    free(name);
    return lines + marked;
}

/* A word is not two words at once. */
static int answer(const char *action, int (*add)(const char *user), int (*remove_user)(const char *user), const char *user)
{
    char *message = NULL;
    int done;
    if (strcmp(action, "add") == 0) {
        done = add(user);
        if (done == 1)
            message = strdup("added");                     // ok: CK4001
        if (done == 2)
            message = strdup("is there already");          // ok: CK4001
    }
    if (strcmp(action, "delete") == 0) {
        done = remove_user(user);
        if (done == 1)
            message = strdup("deleted");
        if (done == 2)
            message = strdup("is not there");
    }
    int length = message != NULL ? (int)strlen(message) : 0;
    free(message);
    return length;
}

/* What begins with one word does not begin with another; what is one word is it also where case does not matter. */
static int take(const char *line)
{
    char *copy = NULL;
    int length = 0;
    if (strncmp(line, "GET ", 4) == 0)
        copy = strdup(line + 4);                           // ok: CK4001
    puts(line);
    if (!strncmp(line, "PUT ", 4))
        copy = strdup(line + 4);
    if (strcmp(line, "QUIT") == 0)
        copy = strdup("bye");                              // ok: CK4001
    puts(line);
    if (strcasecmp(line, "list") == 0)
        copy = strdup("all");
    if (copy != NULL)
        length = (int)strlen(copy);
    free(copy);
    return length;
}

static int always_one(const char *user)
{
    return user[0] != '\0';
}

int main(void)
{
    struct rule copy = { "Copy", NULL }, given = { "given", "text" };
    int sum = count_lines("none") + count_lines("/dev/null");
    sum += apply(&copy, "word") + apply(&given, "word");
    sum += looked_at("/dev/null", 7);
    sum += lines_of("/dev/null", 1);
    sum += answer("add", always_one, always_one, "one") + answer("delete", always_one, always_one, "one");
    sum += take("GET a") + take("PUT b") + take("QUIT") + take("LIST");
    return sum == 1000;
}
