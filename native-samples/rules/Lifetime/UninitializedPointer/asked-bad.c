// run: memory
#include <stdlib.h>
#include <string.h>

/* What lies on the stack before each trial: nothing that could be released. */
__attribute__((noinline)) static void clear_stack(void)
{
    register char **frame = (char **)__builtin_frame_address(0);
    for (register int i = 1; i < 14; i++)
        frame[-i] = NULL;
}

/* The way out asks whether there is something to release: it asks for what nobody set. */
int load(const char *name)
{
    char *text;
    int result = -1;
    if (name == NULL)                          // flow a1: 'name == NULL' is true
        goto out;
    text = strdup(name);
    result = text != NULL;
out:
    if (text) free(text);                      // expect a: CK4007 "'text' is released by 'free'" // flow a2: never set
    return result;
}

/* The elements of an array. */
int load_all(const char *name)
{
    char *parts[3];
    int result = -1;
    if (name == NULL)
        goto out;
    for (unsigned i = 0; i < 3; i++)
        parts[i] = strdup(name);
    result = 0;
out:
    for (unsigned i = 0; i < 3; i++)
        if (parts[i] != NULL) free(parts[i]);  // expect: CK4007 "released by 'free'"
    return result;
}

/* A member of a record. */
struct job {
    int size;
    char *buffer;
};

int run(const char *name)
{
    struct job job;
    job.size = 0;
    if (name == NULL)
        goto done;
    job.buffer = strdup(name);
    job.size = (int)strlen(name);
done:
    if (job.buffer) free(job.buffer);          // expect: CK4007 "'job.buffer'"
    return job.size;
}

int main(void)
{
    load("one");
    load_all("two");
    run("three");
    clear_stack();
    load(NULL);
    clear_stack();
    load_all(NULL);
    clear_stack();
    return run(NULL);
}
