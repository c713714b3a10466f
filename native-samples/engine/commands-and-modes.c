// run: memory
/* What a thread does not do: other commands than those it gives, and what belongs to another mode. */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum command { COMMAND_SET, COMMAND_FREE, COMMAND_PRINT };

struct options {
    char *key;
    int verbosity;
};

static int read_key(struct options *options, const char *text)
{
    char *key = strdup(text);                                      // expect: CK4001 "key"
    if (key == NULL)
        return -1;
    if (strlen(key) != 16)
        return -1;
    free(options->key);
    options->key = key;
    return 0;
}

static int option(enum command command, struct options *options, const char *text)
{
    switch (command) {
    case COMMAND_SET:
        return read_key(options, text);
    case COMMAND_FREE:
        free(options->key);
        options->key = NULL;
        break;
    case COMMAND_PRINT:
        puts(options->key != NULL ? options->key : "-");
        break;
    }
    return 0;
}

static void options_free(struct options *options)
{
    option(COMMAND_FREE, options, NULL);
    free(options);
}

static void *session(void *given)
{
    struct options *options = given;
    option(COMMAND_PRINT, options, NULL);
    options_free(options);
    return NULL;
}

/* The same by a flag that is passed through. */
static void trace(int is_verbose, const char *text)
{
    if (!is_verbose)
        return;
    char *line = malloc(strlen(text) + 2);                         // expect: CK4001 "line"
    if (line == NULL)
        return;
    sprintf(line, "%s\n", text);
    if (fputs(line, stdout) < 0)
        return;
    if (text[0] != '!')
        free(line);
}

static void note(int is_verbose, const char *text)
{
    trace(is_verbose, text);
}

static void *quiet(void *given)
{
    note(0, given);
    return NULL;
}

int main(int argc, char **argv)
{
    pthread_t thread;
    struct options *options = calloc(1, sizeof *options);
    if (options == NULL)
        return 1;
    if (option(COMMAND_SET, options, argc > 4 ? argv[4] : "0123456789abcdef") != 0) {
        options_free(options);
        return 1;
    }
    struct options other = {NULL, 0};
    option(COMMAND_SET, &other, "short");
    option(COMMAND_FREE, &other, NULL);
    note(1, "!main");
    if (pthread_create(&thread, NULL, session, options) != 0) {
        options_free(options);
        return 1;
    }
    pthread_detach(thread);
    if (pthread_create(&thread, NULL, quiet, "thread") == 0)
        pthread_detach(thread);
    usleep(20000);
    return 0;
}
