// run: memory
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct config {
    char *path;
    int depth;
};

static char *shared;
static struct config settings;

static void config_clear(struct config *config)
{
    free(config->path);
    config->path = NULL;
}

int main(int argc, char **argv)
{
    /* Held by a variable of the program. */
    shared = strdup("shared");             // ok: CK4010
    settings.path = strdup("settings");    // ok: CK4010

    /* Released. */
    char *line = malloc(64);               // ok: CK4010
    if (line == NULL)
        return 1;
    strncpy(line, argv[0], 63);
    line[63] = '\0';

    /* Released by a callee. */
    struct config config = { .path = strdup("own") }; // ok: CK4010
    config.depth = (int)strlen(line);
    config_clear(&config);

    /* Where it exits, nothing is said. */
    char *message = strdup("usage");       // ok: CK4010
    if (argc > 5) {
        puts(message != NULL ? message : "");
        exit(2);
    }
    free(message);

    /* Moved into what is released. */
    char *held = strdup("held");           // ok: CK4010
    config.path = held;
    config_clear(&config);
    free(line);

    /* Never there. */
    char *none = NULL;                     // ok: CK4010
    free(none);
    return 0;
}
