// run: none (it takes an input that is too long)
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <wchar.h>

extern char *gets(char *line);

struct user {
    char name[32];
    char shell[16];
};

/* gets knows no bound at all. */
int ask(char *answer)
{
    char line[80];
    if (gets(line) == NULL)                // expect: CK4012 "'line'"
        return -1;
    answer[0] = line[0];
    return 0;
}

/* A word. */
int read_user(struct user *user)
{
    return scanf("%s", user->name) == 1 ? 0 : -1; // expect: CK4012 "user->name"
}

/* After conversions that are right. */
int read_entry(FILE *file, struct user *user)
{
    int id;
    if (fscanf(file, "%d %31s %s", &id, user->name, user->shell) != 3) // expect: CK4012 "user->shell"
        return -1;
    return id;
}

/* A set is a string, too. */
int read_key(FILE *file)
{
    char key[16];
    char value[16];
    if (fscanf(file, " %15[^=]=%[^\n]", key, value) != 2) // expect: CK4012 "'value'"
        return -1;
    return key[0] == value[0];
}

/* From a text of any length. */
int parse(const char *text)
{
    char word[16];
    return sscanf(text, "%*d,%s", word) == 1 ? word[0] : -1; // expect: CK4012 "'word'"
}

/* No room for the 0 at the end. */
int parse_short(const char *text)
{
    char *word = malloc(strlen(text));
    if (word == NULL)
        return -1;
    int found = sscanf(text, "%s", word);                  // expect: CK4012 "'word'"
    free(word);
    return found;
}

/* From a line that is longer than the target. */
int parse_line(FILE *file)
{
    char line[256];
    char word[16];
    if (fgets(line, sizeof line, file) == NULL)
        return -1;
    return sscanf(line, "key %s", word) == 1 ? word[0] : -1; // expect: CK4012 "'word'"
}

/* Wide characters. */
int read_wide(void)
{
    wchar_t word[16];
    return wscanf(L"%ls", word) == 1 ? 0 : -1; // expect: CK4012 "'word'"
}

int main(void)
{
    return 0;
}
