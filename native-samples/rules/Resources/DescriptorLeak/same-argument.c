// run: memory
/* A function that hands a descriptor out where its two arguments are one object. */
#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

struct path {
    char text[64];
};

static int copy(const struct path *source, const struct path *destination, int *flags)
{
    int to = open(destination->text, O_WRONLY);
    if (to < 0)
        return 2;
    ssize_t count = write(to, source->text, 1);
    if (source == destination && count >= 0) {
        *flags = to;
        return 0;
    }
    close(to);
    return count < 0;
}

int replace(const struct path *source)
{
    int handle = 0;
    return copy(source, source, &handle);        // expect: CK5001
}

int both(const struct path *source, const struct path *destination)
{
    int flags = 0;
    return copy(source, destination, &flags);    // ok: CK5001
}

int main(void)
{
    struct path null = { "/dev/null" }, other = { "/dev/null" };
    printf("%d\n", replace(&null) + both(&null, &other));
    return 0;
}
