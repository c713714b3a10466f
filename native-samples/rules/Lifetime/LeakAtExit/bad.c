// run: memory
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct config {
    char *path;
    int depth;
};

static struct config *config_new(const char *path)
{
    struct config *config = malloc(sizeof *config);
    if (config == NULL)
        return NULL;
    config->path = strdup(path);
    config->depth = config->path != NULL ? (int)strlen(config->path) : 0;
    return config;
}

static int work(const char *line)
{
    return line[0] == 'x';
}

int main(void)
{
    char *line = malloc(64);               // expect a: CK4010 note "line" // flow a1: malloc
    if (line == NULL)
        return 1;
    strcpy(line, "text");
    struct config *config = config_new("/tmp"); // expect: CK4010 note "config"
    if (config == NULL) {
        free(line);
        return 1;
    }
    char *copy = strdup(config->path != NULL ? config->path : ""); // expect: CK4010 note "copy"
    int *numbers = calloc(4, sizeof *numbers); // expect: CK4010 note "numbers"
    if (numbers != NULL)
        numbers[0] = config->depth;
    struct config own = { .path = strdup("own") }; // expect: CK4010 note "own"
    char *words[2] = { strdup("left"), NULL }; // expect: CK4010 note "words"
    int result = work(line) + (copy != NULL) + (own.path != NULL) + (words[0] != NULL);
    return result > 9;
}
