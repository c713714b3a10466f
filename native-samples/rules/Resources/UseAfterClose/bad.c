// run: memory
/* Streams and directories that are used or closed after they were closed: they are released memory then. */
#define _GNU_SOURCE
#include <dirent.h>
#include <stdio.h>

/* The common exit closes what an earlier path closed already. */
static int copy_line(const char *from, const char *to)
{
    char line[32];
    FILE *in = fopen(from, "r");
    if (in == NULL)
        return -1;
    FILE *out = fopen(to, "w");
    if (out == NULL) {
        fclose(in);                        // flow a1: closed by 'fclose'
        goto fail;
    }
    if (fgets(line, sizeof line, in) != NULL)
        fputs(line, out);
    fclose(out);
    fclose(in);
    return 0;
fail:
    fclose(in);                            // expect a: CK5004 "'in' is closed" // flow a2: closed again
    return -1;
}

/* The error is asked for too late. */
static int save(const char *path, const char *text)
{
    FILE *file = fopen(path, "w");
    if (file == NULL)
        return -1;
    fputs(text, file);
    fclose(file);
    return ferror(file) ? -1 : 0;          // expect: CK5004 "'file' is used"
}

/* Where the reading stopped is asked too late. */
static long count(const char *folder)
{
    long entries = 0;
    DIR *directory = opendir(folder);
    if (directory == NULL)
        return -1;
    while (readdir(directory) != NULL)
        entries++;
    closedir(directory);
    if (entries > 0)
        entries += telldir(directory);     // expect: CK5004 "directory"
    return entries;
}

/* A callee closes what its caller goes on with. */
static int flush_and_close(FILE *file)
{
    int result = fflush(file);
    fclose(file);
    return result;
}

static int write_twice(const char *path)
{
    FILE *file = fopen(path, "w");
    if (file == NULL)
        return -1;
    fputs("one", file);
    flush_and_close(file);
    int result = fputs("two", file);       // expect: CK5004 "'file' is used"
    return result;
}

/* The record keeps the pointer to the closed stream. */
struct log {
    FILE *out;
    int level;
};

static void log_close(struct log *log)
{
    if (log->out != NULL)
        fclose(log->out);
}

static int rotate(const char *path)
{
    struct log log = { .out = fopen(path, "a"), .level = 1 };
    if (log.out == NULL)
        return -1;
    log_close(&log);
    if (log.level > 0)
        log_close(&log);                   // expect: CK5004 "closed"
    return 0;
}

/* The parser's end of file closes, and so does its caller. */
static int next_number(FILE *file, int *number)
{
    if (fscanf(file, "%d", number) != 1) {
        fclose(file);
        return 0;
    }
    return 1;
}

static int sum_of(const char *path)
{
    int number, sum = 0;
    FILE *file = fopen(path, "r");
    if (file == NULL)
        return -1;
    while (next_number(file, &number))
        sum += number;
    fclose(file);                          // expect: CK5004 "'file' is closed"
    return sum;
}

int main(void)
{
    int sum = copy_line("/dev/null", "/nowhere/at/all") + save("/dev/null", "text");
    sum += (int)count("/proc/self/fdinfo") + write_twice("/dev/null") + rotate("/dev/null") + sum_of("/dev/null");
    return sum == 12345;
}
