// run: none (the compiler runs a cleanup on the line of the declaration; what is wrong is where the scope is left)
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void free_text(char **text)
{
    free(*text);
}

static void close_stream(FILE **stream)
{
    if (*stream != NULL)
        fclose(*stream);
}

/* The cleanup attribute releases whatever is there when the scope is left. */
int shout(const char *text)
{
    __attribute__((cleanup(free_text))) char *copy;
    if (text == NULL)
        return -1;                             // expect a: CK4007 "'copy' is released by 'free_text'" // flow a1: never set
    copy = strdup(text);
    return copy == NULL ? -1 : puts(copy);
}

/* A test for NULL does not help what was never set. */
int first_byte(const char *path, int dry)
{
    __attribute__((cleanup(close_stream))) FILE *in;
    if (dry)
        return 0;                              // expect: CK4007 "'in' is released by 'close_stream'"
    in = fopen(path, "r");
    return in == NULL ? -1 : fgetc(in);
}

/* Set where it is declared, or set before the first return. */
int whisper(const char *text)
{
    __attribute__((cleanup(free_text))) char *copy = NULL;
    if (text == NULL)
        return -1;                             // ok: CK4007
    copy = strdup(text);
    return copy == NULL ? -1 : puts(copy);
}

int count_lines(const char *path)
{
    __attribute__((cleanup(close_stream))) FILE *in;
    int lines = 0;
    in = fopen(path, "r");
    if (in == NULL)
        return -1;                             // ok: CK4007
    for (int c; (c = fgetc(in)) != EOF;)
        lines += c == '\n';
    return lines;
}

int main(void)
{
    return whisper("text") + count_lines("/dev/null");
}
