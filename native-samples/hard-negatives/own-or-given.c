// run: memory
/* What is opened here is not what was there before: the one is closed, the other left alone. */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static int verbose;

static void warn(const char *text)
{
    if (verbose)
        fprintf(stderr, "%s\n", text);
}

static int lines_of(const char *name, void (*report)(const char *))
{
    FILE *file;
    int lines = 0;
    warn("before");
    if (!strcmp(name, "-")) {
        file = stdin;
    } else {
        file = fopen(name, "r");                 // ok: CK5002
        report(file == NULL ? "cannot be read" : name);
    }
    if (file != NULL)
        for (int c; (c = getc(file)) != EOF;)
            lines += c == '\n';
    if (file && file != stdin)
        fclose(file);
    return lines;
}

struct path {
    char text[64];
};

/* A copy into a temporary file, which stays open where source and destination are one. */
static int copy(const struct path *source, const struct path *destination, int *flags)
{
    int from = open(source->text, O_RDONLY);
    if (from < 0)
        return 1;
    int to = open(destination == source ? "/dev/null" : destination->text, O_WRONLY);  // ok: CK5001
    if (to < 0) {
        close(from);
        return 2;
    }
    char bytes[64];
    ssize_t count = read(from, bytes, sizeof bytes);
    if (count > 0 && write(to, bytes, (size_t)count) != count)
        count = -1;
    close(from);
    if (source == destination && count >= 0) {
        *flags = to;
        return 0;
    }
    close(to);
    return count < 0;
}

static int move(const struct path *source, const struct path *destination, int *flags)
{
    if (*flags & 1)
        return 0;
    return copy(source, destination, flags);     // ok: CK5001
}

static int move_all(const struct path *source, const struct path *destination, int n)
{
    int flags = 0, failed = 0;
    for (int i = 0; i < n; i++)
        failed += move(source, destination, &flags);  // ok: CK5001
    return failed;
}

static int replace(const struct path *source)
{
    int handle = 0;
    if (copy(source, source, &handle) != 0)
        return -1;
    close(handle);
    return 0;
}

/* Nothing but the copy says how far a text goes. */
static void copy_text(char *to, const char *from)
{
    while ((*to++ = *from++) != 0)
        continue;
}

static size_t key_length(const char *definition)
{
    char *text = malloc(strlen(definition) + 1), *end;
    if (text == NULL)
        exit(2);
    copy_text(text, definition);
    for (end = text; *end && *end != '='; end++) // ok: CK4006
        continue;
    size_t length = (size_t)(end - text);
    free(text);
    return length;
}

int main(void)
{
    struct path null = { "/dev/null" }, other = { "/dev/null" };
    verbose = lines_of("/dev/null", warn) + lines_of("/nowhere/at/all", warn);
    printf("%d %d %zu\n", move_all(&null, &other, 3), replace(&null), key_length("abcdefgh=1"));
    return 0;
}
