// run: memory
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* One turn too many. */
int *squares(int n)
{
    int *table = malloc(n * sizeof *table);
    if (table == NULL)
        return NULL;
    for (int i = 0; i <= n; i++)
        table[i] = i * i;                      // expect a: CK4011 "4 bytes too many" // flow a1: beyond its end
    return table;
}

/* A constant bound that is not the array's. */
unsigned *palette(void)
{
    unsigned *colours = calloc(16, sizeof *colours);
    if (colours == NULL)
        return NULL;
    int i = 0;
    while (i <= 16) {
        colours[i] = 0xff0000u + i;            // expect: CK4011 "68 bytes in 64"
        i++;
    }
    return colours;
}

/* A text longer than its block. */
char *greeting(void)
{
    char *text = malloc(8);
    if (text == NULL)
        return NULL;
    strcpy(text, "good morning");              // expect: CK4011 "13 bytes in 8"
    return text;
}

/* What is appended has no room left. */
char *with_suffix(const char *name)
{
    char *file = malloc(strlen(name) + 4);
    if (file == NULL)
        return NULL;
    strcpy(file, name);
    strcat(file, ".text");                     // expect: CK4011 "'strcat'"
    return file;
}

/* A copy of all of a longer block. */
struct pair {
    int *left;
    int *right;
};

int copy_pair(struct pair *pair, int n)
{
    pair->left = calloc(n, sizeof(int));
    pair->right = calloc(n + 4, sizeof(int));
    if (pair->left != NULL && pair->right != NULL)
        memcpy(pair->left, pair->right, (n + 4) * sizeof(int)); // expect: CK4011 "16 bytes too many"
    return 0;
}

static void set_last(char *buffer, int size)
{
    buffer[size] = '\0';
}

static void clear_all(long *values, int n)
{
    for (int i = 0; i < n; i++)
        values[i] = 0;
}

/* The callee writes behind what it is given. */
char *terminated(void)
{
    char *buffer = malloc(32);
    if (buffer == NULL)
        return NULL;
    set_last(buffer, 32);                      // expect b: CK4011 "'set_last'" // flow b1: writes beyond
    return buffer;
}

long *cleared(void)
{
    long *values = malloc(4 * sizeof *values);
    if (values == NULL)
        return NULL;
    clear_all(values, 5);                      // expect: CK4011 "40 bytes in 32"
    return values;
}

/* A number that needs more digits than there are. */
char *numbered(void)
{
    char *name = malloc(6);
    if (name == NULL)
        return NULL;
    sprintf(name, "item-%d", 1000);            // expect: CK4011 "10 bytes in 6"
    return name;
}

/* Grown, but filled beyond what was asked for. */
char *padded(char *text, size_t length)
{
    char *grown = realloc(text, length + 8);
    if (grown == NULL) {
        free(text);
        return NULL;
    }
    memset(grown, '.', length + 9);            // expect: CK4011 "1 byte too many"
    return grown;
}

int main(void)
{
    struct pair pair;
    free(squares(8));
    free(palette());
    free(greeting());
    free(with_suffix("report"));
    copy_pair(&pair, 8);
    free(pair.left);
    free(pair.right);
    free(terminated());
    free(cleared());
    free(numbered());
    free(padded(malloc(16), 16));
    return 0;
}
