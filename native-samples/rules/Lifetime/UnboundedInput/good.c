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
    return 0;
}
