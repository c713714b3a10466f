// run: memory
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct user {
    char name[32];
    char shell[16];
    int id;
};

/* A width for each string. */
int read_entry(FILE *file, struct user *user)
{
    if (fscanf(file, "%d %31s %15s", &user->id, user->name, user->shell) != 3) // ok: CK4012
        return -1;
    return 0;
}

/* A set with a width, and a bracket in it. */
int read_key(FILE *file)
{
    char key[16];
    return fscanf(file, " %15[^]=\n]", key) == 1 ? key[0] : -1; // ok: CK4012
}

/* What is not stored needs no bound. */
int skip_word(const char *text)
{
    int number;
    return sscanf(text, "%*s %*[^0-9]%d", &number) == 1 ? number : -1; // ok: CK4012
}

/* scanf allocates. */
int allocated(const char *text)
{
    char *word = NULL;
    if (sscanf(text, "%ms", &word) != 1)   // ok: CK4012
        return -1;
    int letter = word[0];
    free(word);
    return letter;
}

/* The line is no longer than the target. */
int parse_line(FILE *file)
{
    char line[64];
    char word[64];
    if (fgets(line, sizeof line, file) == NULL)
        return -1;
    return sscanf(line, "%s", word) == 1 ? word[0] : -1; // ok: CK4012
}

/* No word is longer than the text it stands in. */
int parse_any(const char *text)
{
    unsigned number = 0;
    size_t length = strlen(text);
    char *word = malloc(length + 1);
    if (word == NULL)
        return -1;
    int found = sscanf(text, "%[^:]:%u", word, &number); // ok: CK4012
    free(word);
    return found == 2 ? (int)number : -1;
}

struct host {
    char *name;
    unsigned port;
};

/* Its length went through a narrower number. */
int parse_host(struct host *host, const char *text)
{
    unsigned length = strlen(text);
    host->name = malloc(length + 1);
    if (host->name == NULL)
        return -1;
    return sscanf(text, "%[^:]:%u", host->name, &host->port); // ok: CK4012
}

/* A copy, and a target of the same size. */
int parse_copy(const char *bytes, size_t count)
{
    char *copy = malloc(count + 1), *word = calloc(1, count + 1);
    int found = -1;
    if (copy != NULL && word != NULL) {
        memcpy(copy, bytes, count);
        copy[count] = '\0';
        found = sscanf(copy, "a-%s", word);                 // ok: CK4012
    }
    free(copy);
    free(word);
    return found;
}

/* One character; a percent sign; a number with the letter s behind it. */
int others(const char *text)
{
    char letter;
    int percent, seconds;
    return sscanf(text, "%c %d%%s %ds", &letter, &percent, &seconds) == 3 ? seconds : -1; // ok: CK4012
}

/* fgets in place of gets. */
int ask(FILE *file)
{
    char line[80];
    if (fgets(line, sizeof line, file) == NULL) // ok: CK4012
        return -1;
    line[strcspn(line, "\n")] = '\0';
    return (int)strlen(line);
}

int main(void)
{
    FILE *file = tmpfile();
    if (file == NULL)
        return 1;
    fputs("1 ann /bin/sh\nkey=value\nline\nanother\n", file);
    rewind(file);
    struct user user;
    read_entry(file, &user);
    read_key(file);
    parse_line(file);
    ask(file);
    fclose(file);
    skip_word("a b1");
    allocated("word");
    others("a 5%s 3s");
    parse_any("host:80");
    struct host host = { NULL, 0 };
    parse_host(&host, "host:80");
    free(host.name);
    parse_copy("a-word", 6);
    return 0;
}
