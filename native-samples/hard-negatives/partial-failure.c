// run: memory
/* Makers of several things that give back, when one of them cannot be had, all that came before it. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* An array of strings, filled up to the failure. */
static char **copy_all(const char *const *texts, size_t count)
{
    char **copies = malloc((count + 1) * sizeof *copies);  // ok: CK4001
    if (copies == NULL)
        return NULL;
    for (size_t i = 0; i < count; i++) {
        copies[i] = strdup(texts[i]);      // ok: CK4001
        if (copies[i] == NULL) {
            while (i-- > 0)
                free(copies[i]);           // ok: CK4003, CK4006, CK4007
            free(copies);
            return NULL;
        }
    }
    copies[count] = NULL;
    return copies;
}

static void free_all(char **texts)
{
    if (texts == NULL)
        return;
    for (char **text = texts; *text != NULL; text++)
        free(*text);                       // ok: CK4002, CK4003
    free(texts);
}

/* Rows of a matrix. */
static double **matrix_new(int rows, int columns)
{
    double **matrix = calloc((size_t)rows, sizeof *matrix);                // ok: CK4001
    int row;
    if (matrix == NULL)
        return NULL;
    for (row = 0; row < rows; row++) {
        matrix[row] = calloc((size_t)columns, sizeof **matrix);            // ok: CK4001
        if (matrix[row] == NULL)
            goto fail;
    }
    return matrix;
fail:
    for (int i = 0; i < row; i++)
        free(matrix[i]);                   // ok: CK4003
    free(matrix);
    return NULL;
}

static void matrix_free(double **matrix, int rows)
{
    for (int row = 0; matrix != NULL && row < rows; row++)
        free(matrix[row]);                 // ok: CK4002
    free(matrix);
}

/* A record whose destructor takes half-made ones, because calloc made all else NULL. */
struct server {
    char *name;
    char *root;
    FILE *log;
    int *ports;
    size_t port_count;
};

static void server_free(struct server *server)
{
    if (server == NULL)
        return;
    free(server->name);
    free(server->root);
    free(server->ports);
    if (server->log != NULL)
        fclose(server->log);
    free(server);
}

static struct server *server_new(const char *name, const char *log, size_t ports)
{
    struct server *server = calloc(1, sizeof *server);     // ok: CK4001
    if (server == NULL)
        return NULL;
    if ((server->name = strdup(name)) == NULL)             // ok: CK4001
        goto fail;
    if (asprintf(&server->root, "/srv/%s", name) < 0) {    // ok: CK4001
        server->root = NULL;
        goto fail;
    }
    server->ports = calloc(ports, sizeof *server->ports);  // ok: CK4001
    if (server->ports == NULL && ports > 0)
        goto fail;
    server->port_count = ports;
    if (log != NULL && (server->log = fopen(log, "we")) == NULL)           // ok: CK5002
        goto fail;
    return server;
fail:
    server_free(server);                   // ok: CK4006, CK4007
    return NULL;
}

/* Stages, each of which knows how far it came. */
enum stage { NOTHING, HAS_INPUT, HAS_BUFFER, HAS_OUTPUT };

static int convert(const char *from, const char *to)
{
    enum stage stage = NOTHING;
    FILE *input, *output;
    char *buffer;
    int result = -1;
    input = fopen(from, "re");             // ok: CK5002
    if (input == NULL)
        goto out;
    stage = HAS_INPUT;
    buffer = malloc(4096);                 // ok: CK4001
    if (buffer == NULL)
        goto out;
    stage = HAS_BUFFER;
    output = fopen(to, "we");              // ok: CK5002
    if (output == NULL)
        goto out;
    stage = HAS_OUTPUT;
    result = 0;
    for (size_t length; (length = fread(buffer, 1, 4096, input)) > 0;)
        if (fwrite(buffer, 1, length, output) != length)
            result = -1;
out:
    switch (stage) {
    case HAS_OUTPUT:
        fclose(output);                    // ok: CK4007
        /* fall through */
    case HAS_BUFFER:
        free(buffer);                      // ok: CK4007
        /* fall through */
    case HAS_INPUT:
        fclose(input);                     // ok: CK4007
        /* fall through */
    case NOTHING:
        break;
    }
    return result;
}

/* Both descriptors of a pair or none, and the stream that takes one of them over. */
static int piped(const char *text)
{
    int ends[2];
    if (pipe2(ends, O_CLOEXEC) != 0)       // ok: CK5001
        return -1;
    FILE *in = fdopen(ends[0], "r");
    if (in == NULL) {
        close(ends[0]);
        close(ends[1]);
        return -1;
    }
    char line[64] = "";
    ssize_t sent = write(ends[1], text, strlen(text));
    close(ends[1]);
    bool got = sent > 0 && fgets(line, sizeof line, in) != NULL;
    fclose(in);                            // ok: CK5004
    return got ? line[0] : -1;
}

/* Tried again with more room, three times. */
static char *current_folder(void)
{
    size_t size = 4;
    char *folder = NULL;
    for (int attempt = 0; attempt < 10; attempt++) {
        char *larger = realloc(folder, size);              // ok: CK3001
        if (larger == NULL)
            break;
        folder = larger;
        if (getcwd(folder, size) != NULL)
            return folder;
        if (errno != ERANGE)
            break;
        size *= 2;
    }
    free(folder);
    return NULL;
}

/* Replaced only when the new value is there. */
struct setting {
    char *key;
    char *value;
};

static int setting_put(struct setting *setting, const char *value)
{
    char *copy = value == NULL ? NULL : strdup(value);     // ok: CK4001
    if (copy == NULL && value != NULL)
        return -ENOMEM;
    free(setting->value);
    setting->value = copy;
    return 0;
}

static int setting_init(struct setting *setting, const char *key, const char *value)
{
    memset(setting, 0, sizeof *setting);
    setting->key = strdup(key);            // ok: CK4001
    if (setting->key == NULL)
        return -ENOMEM;
    int failed = setting_put(setting, value);
    if (failed != 0) {
        free(setting->key);
        setting->key = NULL;
    }
    return failed;
}

int main(void)
{
    static const char *const texts[] = { "one", "two", "three" };
    char **copies = copy_all(texts, 3);
    free_all(copies);
    matrix_free(matrix_new(3, 4), 3);
    server_free(server_new("example", NULL, 2));
    server_free(server_new("example", "/nowhere/log", 2));
    convert("/proc/self/status", "/dev/null");
    convert("/proc/self/status", "/nowhere/to");
    convert("/nowhere/from", "/dev/null");
    piped("text\n");
    free(current_folder());
    struct setting setting;
    if (setting_init(&setting, "key", "first") == 0) {
        setting_put(&setting, "second");
        setting_put(&setting, NULL);
        free(setting.key);
        free(setting.value);               // ok: CK4003
    }
    return 0;
}
