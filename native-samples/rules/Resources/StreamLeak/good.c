// run: memory
/* Streams and directories that are closed, handed on, or kept on purpose. */
#define _GNU_SOURCE
#include <dirent.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Closed on every way out. */
static int read_header(const char *path, char *header, size_t size)
{
    int result = 0;
    FILE *file = fopen(path, "rb");        // ok: CK5002
    if (file == NULL)
        return -1;
    if (fread(header, 1, size, file) != size)
        result = -1;
    if (fclose(file) != 0)
        result = -1;
    return result;
}

/* Standard input stands for no name, and is not closed. */
static int count_bytes(const char *path)
{
    int bytes = 0;
    FILE *file = stdin;
    if (path != NULL && strcmp(path, "-") != 0) {
        file = fopen(path, "r");           // ok: CK5002
        if (file == NULL)
            return -1;
    }
    while (bytes < 100 && fgetc(file) != EOF)
        bytes++;
    if (file != stdin)
        fclose(file);
    return bytes;
}

/* One log for the whole run. */
static FILE *log_file;

static void log_line(const char *format, ...)
{
    va_list arguments;
    if (log_file == NULL)
        log_file = fopen("/dev/null", "a");                // ok: CK5002
    if (log_file == NULL)
        return;
    va_start(arguments, format);
    vfprintf(log_file, format, arguments);
    va_end(arguments);
}

static void log_close(void)
{
    if (log_file != NULL)
        fclose(log_file);
    log_file = NULL;
}

/* The list of open files owns them. */
struct source {
    struct source *below;
    FILE *file;
};

static struct source *include(struct source *below, const char *path)
{
    struct source *source = malloc(sizeof *source);
    if (source == NULL)
        return below;
    source->file = fopen(path, "r");       // ok: CK5002
    if (source->file == NULL) {
        free(source);
        return below;
    }
    source->below = below;
    return source;
}

static struct source *leave(struct source *source)
{
    struct source *below = source->below;
    fclose(source->file);
    free(source);
    return below;
}

/* popen and pclose. */
static int answer_of(const char *command)
{
    char line[64];
    FILE *pipe = popen(command, "r");      // ok: CK5002, CK4009
    if (pipe == NULL)
        return -1;
    if (fgets(line, sizeof line, pipe) == NULL)
        line[0] = '\0';
    return pclose(pipe) == 0 ? line[0] : -1;
}

/* A directory is left by break, and closed behind the loop. */
static int has_entry(const char *folder, const char *name)
{
    struct dirent *entry;
    int found = 0;
    DIR *directory = opendir(folder);      // ok: CK5002
    if (directory == NULL)
        return -1;
    while ((entry = readdir(directory)) != NULL) {
        if (strcmp(entry->d_name, name) == 0) {
            found = 1;
            break;
        }
    }
    closedir(directory);
    return found;
}

/* freopen gives the same stream back. */
static int redirected(void)
{
    FILE *file = fopen("/dev/null", "r");  // ok: CK5002
    if (file == NULL)
        return -1;
    file = freopen("/dev/zero", "r", file);                // ok: CK5002
    if (file == NULL)
        return -1;
    int first = fgetc(file);
    fclose(file);
    return first;
}

/* A stream in memory, and the block that it leaves. */
static char *joined(const char *one, const char *other)
{
    char *text = NULL;
    size_t length = 0;
    FILE *stream = open_memstream(&text, &length);         // ok: CK5002, CK4001
    if (stream == NULL)
        return NULL;
    fprintf(stream, "%s%s", one, other);
    if (fclose(stream) != 0) {
        free(text);
        return NULL;
    }
    return text;
}

int main(void)
{
    char header[4];
    int sum = read_header("/dev/zero", header, sizeof header) + count_bytes("/dev/zero");
    log_line("%d", sum);
    log_close();
    struct source *source = include(include(NULL, "/dev/null"), "/dev/zero");              // ok: CK5002, CK4001
    while (source != NULL)
        source = leave(source);
    sum += answer_of("echo x") + has_entry("/", "dev") + redirected();
    char *text = joined("a", "b");         // ok: CK4001
    free(text);
    return sum == 12345;
}
