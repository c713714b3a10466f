// run: memory
/* An object that is made anew in its place, and ended there, is not the one that stood there before. */
#include <regex.h>
#include <stddef.h>
#include <unistd.h>

struct file {
    char *ptr, *end;
    int fd, compiled, eof;
    regex_t pattern;
    int left, room;
    char buf[64];
};

static long get(struct file *file)
{
    return read(file->fd, file->buf, sizeof file->buf - 1);
}

static long fill(struct file *file)
{
    long n;
    while (!file->ptr || file->compiled) {
        if (!file->ptr) {
            file->compiled = 0;
            n = get(file);
            if (n < 0)
                return -1;
            if (n < 10 || file->buf[0] != '/') {
                file->ptr = file->buf;
                file->end = file->buf + n;
                return n;
            }
            if (regcomp(&file->pattern, file->buf, 0) != 0)
                return -1;
            file->compiled = 1;
        }
        if (file->compiled) {
            if (file->eof)
                return 0;
            if (file->left == 0) {
                n = get(file);
                if (n <= 0) {
                    file->eof = 1;
                    return n;
                }
                file->left = (int)n;
            }
            if (regexec(&file->pattern, file->buf, 0, NULL, 0) != 0) {
                regfree(&file->pattern);   // ok: CK4003
                file->compiled = 0;
            }
            file->ptr = file->buf;
            n = (long)sizeof file->buf - (long)file->room;
            file->end = file->ptr + n;
            if (n)
                return n;
        }
    }
    n = get(file);
    file->ptr = file->buf;
    file->end = file->buf + n;
    return n;
}

static long rewind_it(struct file *file)
{
    long n = 0;
    if (file->compiled) {
        regfree(&file->pattern);
        file->ptr = NULL;
        file->end = NULL;
        n = fill(file);                    // ok: CK4003
    }
    return n;
}

int main(void)
{
    struct file file = { 0 };
    int ends[2];
    if (regcomp(&file.pattern, "x", 0) != 0 || pipe(ends) != 0)
        return 2;
    file.compiled = 1;
    file.fd = ends[0];
    if (write(ends[1], "/abcdefghij", 11) != 11)
        return 2;
    file.left = 1;
    file.buf[20] = 0;
    rewind_it(&file);
    if (file.compiled)
        regfree(&file.pattern);
    close(ends[0]);
    close(ends[1]);
    return 0;
}
