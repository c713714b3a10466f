// run: memory
/* Streams and directories that are forgotten before they are closed. */
#define _GNU_SOURCE
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A short file leaves by the wrong return. */
static int read_header(const char *path, char *header, size_t size)
{
    FILE *file = fopen(path, "rb");        // expect a: CK5002 "stream 'file'" // flow a1: opened by 'fopen'
    if (file == NULL)
        return -1;
    if (fread(header, 1, size, file) != size)              // flow a2: is true
        return -1;                         // flow a3: goes out of scope
    fclose(file);
    return 0;
}

/* Two things are acquired before either is tested. */
static int count_lines(const char *path)
{
    int lines = 0;
    FILE *file = fopen(path, "r");         // expect: CK5002
    char *line = malloc((size_t)1 << 62);
    if (file == NULL || line == NULL) {
        free(line);
        return -1;
    }
    while (fgets(line, 4096, file) != NULL)
        lines++;
    free(line);
    fclose(file);
    return lines;
}

/* Found: and the directory stays open. */
static int has_entry(const char *folder, const char *name)
{
    struct dirent *entry;
    DIR *directory = opendir(folder);      // expect: CK5002 "directory"
    if (directory == NULL)
        return -1;
    while ((entry = readdir(directory)) != NULL) {
        if (strcmp(entry->d_name, name) == 0)
            return 1;
    }
    closedir(directory);
    return 0;
}

/* An error in the middle of a file. */
static int write_numbers(const char *path, int count)
{
    FILE *file = fopen(path, "w");         // expect: CK5002
    if (!file)
        return -1;
    for (int i = 0; i < count; i++) {
        if (i > 2)
            return -1;
        fprintf(file, "%d\n", i);
    }
    return fclose(file);
}

/* The name that a configuration was opened by is used for the next. */
static int parse(const char *path, const char *extra)
{
    int first;
    FILE *file = fopen(path, "r");         // expect: CK5002
    if (file == NULL)
        return -1;
    first = fgetc(file);
    file = fopen(extra, "r");
    if (file == NULL)
        return first;
    first += fgetc(file);
    fclose(file);
    return first;
}

/* What a wrapper opened. */
struct log {
    FILE *out;
    int lines;
};

static int log_open(struct log *log, const char *path)
{
    log->lines = 0;
    log->out = fopen(path, "a");
    return log->out == NULL ? -1 : 0;
}

static int log_once(const char *path, const char *text)
{
    struct log log;
    if (log_open(&log, path) != 0)         // expect: CK5002 "log.out"
        return -1;
    log.lines += fputs(text, log.out) >= 0;
    return log.lines;
}

int main(void)
{
    char header[8];
    int sum = read_header("/dev/null", header, sizeof header) + count_lines("/dev/null");
    sum += has_entry("/", "dev") + write_numbers("/dev/null", 5) + parse("/dev/null", "/dev/zero");
    sum += log_once("/dev/null", "text");
    return sum == 12345;
}
